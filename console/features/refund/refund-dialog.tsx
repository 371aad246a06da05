import { Button, Checkbox, Group, Modal, Radio, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Money } from "#api/money";
import type { BodyOf } from "#api/routes";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { readMoney, writeDecimal } from "../../ui/money-text.ts";
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

function useRefund(what: Refundable, key: string, onDone: () => void) {
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
    onSuccess: ({ amount }) => {
      for (const part of ["order", "orders", "payment", "payments", "events"])
        void client.invalidateQueries({ queryKey: [slug, part] });
      toasts.done(w("refund.asked", { amount: format.money(amount) }));
      onDone();
    },
  });
}

/** A refund of a part or the whole: the amount, the name and the rail are confirmed before anything moves. */
export function RefundDialog({
  what,
  onClose,
}: {
  readonly what: Refundable;
  readonly onClose: () => void;
}): ReactNode {
  const w = useWords();
  const format = useFormat();
  const [key] = useState(() => crypto.randomUUID());
  const [part, setPart] = useState<"whole" | "part">("whole");
  const [typed, setTyped] = useState(writeDecimal(what.left));
  const [reason, setReason] = useState<Reason>("customer-asked");
  const [sure, setSure] = useState(false);
  const refund = useRefund(what, key, onClose);
  const read = part === "whole" ? what.left : readMoney(typed, what.left.currency);
  const amount = read && read.minor > 0 && read.minor <= what.left.minor ? read : undefined;
  const problem = part === "part" && !amount ? w("refund.between", { left: format.money(what.left) }) : undefined;
  return (
    <Modal opened onClose={onClose} title={w("refund.title")} closeButtonProps={{ "aria-label": w("act.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (amount && sure) refund.mutate({ amount, reason });
        }}
      >
        <Stack>
          <Radio.Group
            label={w("refund.how-much")}
            value={part}
            onChange={(value) => setPart(value === "part" ? "part" : "whole")}
          >
            <Stack gap={6} mt={6}>
              <Radio value="whole" label={w("refund.whole", { left: format.money(what.left) })} data-autofocus />
              <Radio value="part" label={w("refund.part")} />
            </Stack>
          </Radio.Group>
          {part === "part" && (
            <TextInput
              label={w("refund.amount")}
              inputMode="decimal"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              error={problem}
              rightSection={<Text size="xs">{what.left.currency}</Text>}
            />
          )}
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
            label={w("refund.confirm", {
              amount: amount ? format.money(amount) : "…",
              name: what.name,
              rail: what.rail,
            })}
          />
          {refund.error && (
            <Text role="alert" size="sm" c="brick">
              {refund.error.message}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {w("act.cancel")}
            </Button>
            <Button type="submit" color="brick" loading={refund.isPending} disabled={!amount || !sure}>
              {amount ? w("refund.do", { amount: format.money(amount) }) : w("refund.title")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
