import { Button, Checkbox, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { RefundDecision, RefundRequestDetails } from "#api/refund-request";
import { useFormat } from "../../format.ts";
import { useProblemWords } from "../../ui/problem-words.ts";
import { useWords } from "../../words.tsx";
import { useDecision } from "./questions.ts";

/** What can be decided. */
export type Act = RefundRequestDetails["acts"][number];
type Refusal = Extract<RefundDecision, { readonly decide: "refuse" }>["refusal"];
const refusals: readonly Refusal[] = ["too-late", "used", "not-returned", "own-words"];

/** What is decided once the form is filled; undefined while something is missing. */
function decisionOf(act: Act, refusal: Refusal, words: string, sure: boolean): RefundDecision | undefined {
  const said = words.trim();
  switch (act) {
    case "approve":
    case "confirm":
    case "close":
      return { decide: act };
    case "sent":
      // Money that left is booked for good: it is looked at twice.
      return sure ? { decide: act } : undefined;
    case "ask":
      return said === "" ? undefined : { decide: act, words: said };
    case "refuse":
      if (refusal !== "own-words") return { decide: act, refusal };
      return said === "" ? undefined : { decide: act, refusal, words: said };
  }
}

function Sentence({ request, act }: { readonly request: RefundRequestDetails; readonly act: Act }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const amount = format.money(request.amount);
  const name = request.person.name ?? w("person.unnamed");
  if (act === "approve") return <Text>{w("refunds.sure.approve", { amount, name })}</Text>;
  if (act === "confirm")
    return <Text>{w("refunds.sure.confirm", { amount, name, approver: request.approvedBy ?? "–" })}</Text>;
  return act === "close" ? <Text>{w("refunds.sure.close")}</Text> : null;
}

/** A second look at what is about to be decided: the amount and the name stand in it. */
export function DecisionDialog(props: {
  readonly request: RefundRequestDetails;
  readonly act: Act;
  readonly onClose: () => void;
}): ReactNode {
  const { request, act, onClose } = props;
  const w = useWords();
  const format = useFormat();
  const problems = useProblemWords();
  const [refusal, setRefusal] = useState<Refusal>("too-late");
  const [words, setWords] = useState("");
  const [sure, setSure] = useState(false);
  const decide = useDecision(request, onClose);
  const decision = decisionOf(act, refusal, words, sure);
  const title = act === "approve" && request.state === "failed" ? w("refunds.act.again") : w(`refunds.act.${act}`);
  const transfer = { amount: format.money(request.amount), account: request.account ?? w("refunds.by-hand.nowhere") };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": w("act.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (decision) decide.mutate(decision);
        }}
      >
        <Stack>
          <Sentence request={request} act={act} />
          {act === "refuse" && (
            <Select
              label={w("refunds.refusal")}
              data={refusals.map((value) => ({ value, label: w(`refunds.refusal.${value}`) }))}
              value={refusal}
              allowDeselect={false}
              onChange={(value) => setRefusal(refusals.find((one) => one === value) ?? "own-words")}
              data-autofocus
            />
          )}
          {(act === "ask" || (act === "refuse" && refusal === "own-words")) && (
            <Textarea
              label={w(act === "ask" ? "refunds.ask.words" : "refunds.refusal.words")}
              value={words}
              maxLength={500}
              autosize
              minRows={3}
              onChange={(event) => setWords(event.currentTarget.value)}
              data-autofocus={act === "ask" ? true : undefined}
            />
          )}
          {act === "sent" && (
            <Checkbox
              checked={sure}
              onChange={(event) => setSure(event.currentTarget.checked)}
              label={w("refunds.sure.sent", transfer)}
              data-autofocus
            />
          )}
          {decide.error && (
            <Text role="alert" size="sm" c="brick">
              {problems.of(decide.error) ?? w("state.failed")}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {w("act.cancel")}
            </Button>
            <Button
              type="submit"
              {...(act === "refuse" || act === "close" ? { color: "brick" } : {})}
              loading={decide.isPending}
              disabled={!decision}
            >
              {title}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
