import { Button, Group, Modal, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactNode } from "react";
import type { BuyerField, Order } from "#api/order";
import { ApiError, call } from "../../api.ts";
import { usePress } from "../../press.ts";
import { useProblemWords } from "../../ui/problem-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { useOrderAct } from "./questions.ts";

const fields: readonly BuyerField[] = ["name", "address", "taxId"];

/** Invoices an order: what the country's rules need of the buyer must be there, the rest may. */
export function InvoiceForm({ order, onDone }: { readonly order: Order; readonly onDone: () => void }): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const problems = useProblemWords();
  const { key, settle } = usePress();
  const needs = order.invoiceable?.needs ?? [];
  const must = (field: BuyerField) => (value: string) =>
    needs.includes(field) && value.trim() === "" ? w("form.required") : null;
  const form = useForm({
    initialValues: { name: order.person.name ?? "", address: order.address ?? "", taxId: "" },
    validate: { name: must("name"), address: must("address"), taxId: must("taxId") },
  });
  const invoice = useOrderAct(order.id, (shop, body: typeof form.values) =>
    call("invoiceOrder", { params: { shop, order: order.id }, body, key }),
  );
  const failed = (error: Error): void => {
    settle(error);
    const wrong = error instanceof ApiError ? (error.problem.errors ?? []) : [];
    for (const problem of wrong) form.setFieldError(problem.pointer.slice(1), problems.ofField(problem));
    if (wrong.length === 0) toasts.failed(error);
  };
  return (
    <Modal opened onClose={onDone} title={w("invoice.title")} closeButtonProps={{ "aria-label": w("act.close") }}>
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          invoice.mutate(values, {
            onSuccess: () => {
              toasts.done(w("invoice.issued"));
              onDone();
            },
            onError: failed,
          }),
        )}
      >
        <Stack>
          {fields.map((field, n) => {
            const Input = field === "address" ? Textarea : TextInput;
            return (
              <Input
                key={field}
                label={w(`invoice.${field}`)}
                required={needs.includes(field)}
                {...(n === 0 ? { "data-autofocus": true } : {})}
                {...form.getInputProps(field)}
              />
            );
          })}
          <Text size="sm" c="dimmed">
            {w("invoice.for-good")}
          </Text>
          <Group justify="flex-end">
            <Button type="submit" loading={invoice.isPending}>
              {w("invoice.do")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
