import { Checkbox, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Money } from "#api/money";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { usePress } from "../../press.ts";
import { useShop } from "../../shop.tsx";
import { DialogEnd } from "../../ui/dialog-end.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";

/** A payment whose money is said to be there. */
export type Awaited = {
  readonly id: string;
  readonly amount: Money;
  readonly order: number | null;
  readonly name: string;
  readonly rail: string;
};

function useConfirm({ id, amount }: Awaited, onDone: () => void) {
  const { key, settle } = usePress();
  const client = useQueryClient();
  const { slug } = useShop();
  const w = useWords();
  const format = useFormat();
  const toasts = useToasts();
  return useMutation({
    mutationFn: () => call("confirmPayment", { params: { shop: slug, payment: id }, body: { amount }, key }),
    onError: (error) => settle(error),
    onSuccess: (payment) => {
      settle();
      client.setQueryData([slug, "payment", id], payment);
      for (const part of ["order", "orders", "payments", "events", "summary", "reconciliation"])
        void client.invalidateQueries({ queryKey: [slug, part] });
      toasts.done(w("received.done", { amount: format.money(amount) }));
      onDone();
    },
  });
}

/** The second look before money counts that only the shop itself can see: how much, of whom, for which order. */
export function ReceivedDialog(props: { readonly of: Awaited; readonly onClose: () => void }): ReactNode {
  const { of, onClose } = props;
  const w = useWords();
  const format = useFormat();
  const kindName = useKindName();
  const [sure, setSure] = useState(false);
  const confirm = useConfirm(of, onClose);
  const amount = format.money(of.amount);
  const order = of.order === null ? w("order.one") : w("order.number", { number: of.order });
  return (
    <Modal opened onClose={onClose} title={w("received.title")} closeButtonProps={{ "aria-label": w("act.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (sure) confirm.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{w("received.text", { rail: kindName(of.rail) })}</Text>
          <Checkbox
            data-autofocus
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
            label={w("received.confirm", { amount, name: of.name, order })}
          />
          <Text size="xs" c="dimmed">
            {w("received.undo")}
          </Text>
          <DialogEnd act={confirm} label={w("received.do", { amount })} disabled={!sure} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
