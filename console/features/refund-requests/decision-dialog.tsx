import { Checkbox, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { RefundDecision, RefundRequestDetails } from "#api/refund-request";
import { useFormat } from "../../format.ts";
import { DialogEnd } from "../../ui/dialog-end.tsx";
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

/** What has to be filled in for a decision. */
function Answers(props: {
  readonly request: RefundRequestDetails;
  readonly act: Act;
  readonly refusal: Refusal;
  readonly words: string;
  readonly sure: boolean;
  readonly onRefusal: (refusal: Refusal) => void;
  readonly onWords: (words: string) => void;
  readonly onSure: (sure: boolean) => void;
}): ReactNode {
  const w = useWords();
  const format = useFormat();
  const { request, act } = props;
  const transfer = { amount: format.money(request.amount), account: request.account ?? w("refunds.by-hand.nowhere") };
  return (
    <>
      {act === "refuse" && (
        <Select
          label={w("refunds.refusal")}
          data={refusals.map((value) => ({ value, label: w(`refunds.refusal.${value}`) }))}
          value={props.refusal}
          allowDeselect={false}
          onChange={(value) => props.onRefusal(refusals.find((one) => one === value) ?? "own-words")}
          data-autofocus
        />
      )}
      {(act === "ask" || (act === "refuse" && props.refusal === "own-words")) && (
        <Textarea
          label={w(act === "ask" ? "refunds.ask.words" : "refunds.refusal.words")}
          value={props.words}
          maxLength={500}
          autosize
          minRows={3}
          onChange={(event) => props.onWords(event.currentTarget.value)}
          data-autofocus={act === "ask" ? true : undefined}
        />
      )}
      {act === "sent" && (
        <Checkbox
          checked={props.sure}
          onChange={(event) => props.onSure(event.currentTarget.checked)}
          label={w("refunds.sure.sent", transfer)}
          data-autofocus
        />
      )}
    </>
  );
}

/** A second look at what is about to be decided: the amount and the name stand in it. */
export function DecisionDialog(props: {
  readonly request: RefundRequestDetails;
  readonly act: Act;
  readonly onClose: () => void;
}): ReactNode {
  const { request, act, onClose } = props;
  const w = useWords();
  const [refusal, setRefusal] = useState<Refusal>("too-late");
  const [words, setWords] = useState("");
  const [sure, setSure] = useState(false);
  const decide = useDecision(request, onClose);
  const decision = decisionOf(act, refusal, words, sure);
  const title = act === "approve" && request.state === "failed" ? w("refunds.act.again") : w(`refunds.act.${act}`);
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
          <Answers
            request={request}
            act={act}
            {...{ refusal, words, sure }}
            onRefusal={setRefusal}
            onWords={setWords}
            onSure={setSure}
          />
          <DialogEnd
            act={decide}
            label={title}
            disabled={!decision}
            onClose={onClose}
            grave={act === "refuse" || act === "close"}
          />
        </Stack>
      </form>
    </Modal>
  );
}
