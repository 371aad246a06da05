import { Checkbox, Modal, Radio, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Money } from "#api/money";
import type { BodyOf } from "#api/routes";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { usePress } from "../../press.ts";
import { useShop } from "../../shop.tsx";
import { DialogEnd } from "../../ui/dialog-end.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { readMoney } from "../../ui/money-text.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";

/** What is to be refunded, and to whom. */
export type Refundable = {
  readonly of: "order" | "payment";
  readonly id: string;
  readonly name: string;
  /** The rails the money goes back by. */
  readonly rail: string;
  readonly left: Money;
};

type Reason = NonNullable<NonNullable<BodyOf<"refundOrder">>["reason"]>;
const reasons: readonly Reason[] = ["customer-asked", "out-of-stock", "operator"];

function useRefund(what: Refundable, onDone: () => void) {
  const { key, settle } = usePress();
  const client = useQueryClient();
  const { slug } = useShop();
  const w = useWords();
  const format = useFormat();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (body: { readonly amount: Money; readonly reason: Reason }) =>
      what.of === "order"
        ? call("refundOrder", { params: { shop: slug, order: what.id }, body, key })
        : call("refundPayment", { params: { shop: slug, payment: what.id }, body, key }),
    onError: (error) => settle(error),
    onSuccess: ({ amount, waits }) => {
      settle();
      for (const part of ["order", "orders", "payment", "payments", "refund-requests", "events"])
        void client.invalidateQueries({ queryKey: [slug, part] });
      toasts.done(w(waits === null ? "refund.asked" : "refund.waits", { amount: format.money(amount) }));
      onDone();
    },
  });
}

function HowMuch(props: {
  readonly left: Money;
  readonly part: boolean;
  readonly typed: string;
  readonly wrong: boolean;
  readonly onPart: (part: boolean) => void;
  readonly onType: (typed: string) => void;
}): ReactNode {
  const w = useWords();
  const format = useFormat();
  const left = format.money(props.left);
  return (
    <>
      <Radio.Group
        label={w("refund.how-much")}
        value={props.part ? "part" : "whole"}
        onChange={(value) => props.onPart(value === "part")}
      >
        <Stack gap={6} mt={6}>
          <Radio value="whole" label={w("refund.whole", { left })} data-autofocus />
          <Radio value="part" label={w("refund.part")} />
        </Stack>
      </Radio.Group>
      {props.part && (
        <TextInput
          label={w("refund.amount")}
          inputMode="decimal"
          value={props.typed}
          onChange={(event) => props.onType(event.currentTarget.value)}
          error={props.wrong ? w("refund.between", { left }) : undefined}
          rightSection={<Text size="xs">{props.left.currency}</Text>}
        />
      )}
    </>
  );
}

/** A refund of a part or the whole: the amount, the name and the rail are confirmed before anything moves. */
export function RefundDialog(props: { readonly what: Refundable; readonly onClose: () => void }): ReactNode {
  const { what, onClose } = props;
  const w = useWords();
  const format = useFormat();
  const [part, setPart] = useState(false);
  const [typed, setTyped] = useState(format.field(what.left));
  const [reason, setReason] = useState<Reason>("customer-asked");
  const [sure, setSure] = useState(false);
  const kindName = useKindName();
  const refund = useRefund(what, onClose);
  const read = part ? readMoney(typed, what.left.currency) : what.left;
  const amount = read && read.minor > 0 && read.minor <= what.left.minor ? read : undefined;
  const shown = amount ? format.money(amount) : "…";
  return (
    <Modal opened onClose={onClose} title={w("refund.title")} closeButtonProps={{ "aria-label": w("act.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (amount && sure) refund.mutate({ amount, reason });
        }}
      >
        <Stack>
          <HowMuch left={what.left} part={part} typed={typed} wrong={!amount} onPart={setPart} onType={setTyped} />
          <Select
            label={w("refund.reason")}
            data={reasons.map((value) => ({ value, label: w(`refund.reason.${value}`) }))}
            value={reason}
            allowDeselect={false}
            onChange={(value) => setReason(reasons.find((one) => one === value) ?? "operator")}
          />
          <Checkbox
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
            label={w("refund.confirm", { amount: shown, name: what.name, rail: kindName(what.rail) })}
          />
          <DialogEnd
            act={refund}
            label={w("refund.do", { amount: shown })}
            disabled={!amount || !sure}
            onClose={onClose}
            grave
          />
        </Stack>
      </form>
    </Modal>
  );
}
