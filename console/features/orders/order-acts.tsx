import { Button, Checkbox, Group, Modal, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useState } from "react";
import type { Order } from "#api/order";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { usePress } from "../../press.ts";
import { useKindName } from "../../ui/kind-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { useOrderAct } from "./questions.ts";

type Done = { readonly order: Order; readonly onDone: () => void };

const filled = (text: string): string | undefined => (text.trim() === "" ? undefined : text.trim());

/** Says that the parcel left, with what is known of its way. */
export function ShipForm({ order, onDone }: Done): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const { key, settle } = usePress();
  const form = useForm({
    initialValues: { carrier: "", number: "", url: "" },
    validate: { url: (url) => (url === "" || /^https:\/\/\S+$/.test(url) ? null : w("form.https")) },
  });
  const ship = useOrderAct(order.id, (shop, values: typeof form.values) =>
    call("shipOrder", {
      params: { shop, order: order.id },
      body: { carrier: filled(values.carrier), number: filled(values.number), url: filled(values.url) },
      key,
    }),
  );
  return (
    <Modal opened onClose={onDone} title={w("order.ship")} closeButtonProps={{ "aria-label": w("act.close") }}>
      <form
        onSubmit={form.onSubmit((values) =>
          ship.mutate(values, {
            onSuccess: () => {
              toasts.done(w("order.shipped"));
              onDone();
            },
            onError: (error) => {
              settle(error);
              toasts.failed(error);
            },
          }),
        )}
      >
        <Stack>
          <TextInput label={w("order.carrier")} data-autofocus {...form.getInputProps("carrier")} />
          <TextInput label={w("order.tracking-number")} {...form.getInputProps("number")} />
          <TextInput label={w("order.tracking-url")} placeholder="https://" {...form.getInputProps("url")} />
          <Text size="sm" c="dimmed">
            {w("order.ship.told")}
          </Text>
          <Group justify="flex-end">
            <Button type="submit" loading={ship.isPending}>
              {w("order.ship.do")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Changes where the order goes. */
export function AddressForm({ order, onDone }: Done): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const [address, setAddress] = useState(order.address ?? "");
  const change = useOrderAct(order.id, (shop, to: string) =>
    call("changeAddress", { params: { shop, order: order.id }, body: { address: to } }),
  );
  const save = (to: string, undo: string | undefined) =>
    change.mutate(to, {
      onSuccess: () => {
        if (undo === undefined) toasts.done(w("order.address-changed"));
        else toasts.undoable(w("order.address-changed"), () => save(undo, undefined));
        onDone();
      },
      onError: (error) => toasts.failed(error),
    });
  return (
    <Modal
      opened
      onClose={onDone}
      title={w("order.change-address")}
      closeButtonProps={{ "aria-label": w("act.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save(address.trim(), order.address ?? undefined);
        }}
      >
        <Stack>
          <Textarea
            label={w("order.address")}
            autosize
            minRows={3}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending} disabled={address.trim().length < 3}>
              {w("act.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Closes an order, with what goes back said first. */
export function CancelDialog({ order, onDone }: Done): ReactNode {
  const w = useWords();
  const format = useFormat();
  const toasts = useToasts();
  const { key, settle } = usePress();
  const [sure, setSure] = useState(false);
  const cancel = useOrderAct<undefined>(order.id, (shop) =>
    call("cancelOrder", { params: { shop, order: order.id }, body: { expected: order.state }, key }),
  );
  const back = order.refundable.minor > 0;
  const name = order.person.name ?? w("person.unnamed");
  const rail = useKindName()(order.payments[0]?.rail ?? "");
  return (
    <Modal opened onClose={onDone} title={w("order.cancel")} closeButtonProps={{ "aria-label": w("act.close") }}>
      <Stack>
        <Text size="sm">{w("order.cancel.text")}</Text>
        {back && (
          <Checkbox
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
            label={w("refund.confirm", { amount: format.money(order.refundable), name, rail })}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {w("act.keep")}
          </Button>
          <Button
            color="brick"
            loading={cancel.isPending}
            disabled={back && !sure}
            onClick={() =>
              cancel.mutate(undefined, {
                onSuccess: onDone,
                onError: (error) => {
                  settle(error);
                  toasts.failed(error);
                },
              })
            }
          >
            {w("order.cancel")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Says that the customer has her goods. */
export function useDeliver(order: Order) {
  return useOrderAct<undefined>(order.id, (shop) => call("deliverOrder", { params: { shop, order: order.id } }));
}
