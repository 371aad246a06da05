import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useState } from "react";
import type { Merchant, MoneySettings } from "#api/money-settings";
import { ApiError } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { readMoney } from "../../ui/money-text.ts";
import { writePhone } from "../../ui/phone-text.ts";
import { useProblemWords } from "../../ui/problem-words.ts";
import { Empty, Ready } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { useMoneyChange, useMoneySettings } from "./questions.ts";

type Editing = { readonly settings: MoneySettings; readonly at: number; readonly onDone: () => void };

function useMerchantForm({ settings, at, onDone }: Editing) {
  const w = useWords();
  const toasts = useToasts();
  const format = useFormat();
  const problems = useProblemWords();
  const change = useMoneyChange();
  const { currency, merchants } = settings;
  const known = merchants[at];
  const ceiling = known?.ceiling ?? null;
  const form = useForm({
    initialValues: {
      name: known?.name ?? "",
      phone: known?.phone ?? "",
      ceiling: ceiling === null ? "" : format.field({ minor: ceiling, currency }),
    },
    validate: {
      name: (name) => (name.trim() === "" ? w("form.required") : null),
      phone: (phone) => (phone.trim() === "" ? w("form.required") : null),
      ceiling: (text) => (text.trim() === "" || (readMoney(text, currency)?.minor ?? 0) > 0 ? null : w("limits.wrong")),
    },
  });
  const save = form.onSubmit(({ name, phone, ceiling: text }) => {
    const written: Merchant = { name, phone, ceiling: readMoney(text, currency)?.minor ?? null };
    const list = known ? merchants.map((one, n) => (n === at ? written : one)) : [...merchants, written];
    change.mutate(
      { merchants: list },
      {
        onSuccess: () => {
          toasts.done(w("settings.saved"));
          onDone();
        },
        onError: (error) => {
          const wrong = error instanceof ApiError ? error.problem.errors?.[0] : undefined;
          if (wrong?.pointer.endsWith("/phone")) form.setFieldError("phone", problems.ofField(wrong));
          else toasts.failed(error);
        },
      },
    );
  });
  return { form, save, saving: change.isPending };
}

function MerchantForm(editing: Editing): ReactNode {
  const w = useWords();
  const { form, save, saving } = useMerchantForm(editing);
  return (
    <form onSubmit={save} noValidate>
      <Stack maw={480}>
        <TextInput label={w("merchant.name")} required {...form.getInputProps("name")} />
        <TextInput label={w("merchant.phone")} type="tel" required {...form.getInputProps("phone")} />
        <TextInput
          label={w("merchant.ceiling", { currency: editing.settings.currency })}
          placeholder={w("merchant.no-ceiling")}
          inputMode="decimal"
          {...form.getInputProps("ceiling")}
        />
        <Group>
          <Button type="submit" loading={saving}>
            {w("act.save")}
          </Button>
          <Button variant="default" onClick={editing.onDone}>
            {w("act.cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Remove({ settings, at }: { readonly settings: MoneySettings; readonly at: number }): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const change = useMoneyChange();
  const [asking, setAsking] = useState(false);
  const name = settings.merchants[at]?.name ?? "";
  const remove = () =>
    change.mutate(
      { merchants: settings.merchants.filter((_, n) => n !== at) },
      { onSuccess: () => toasts.done(w("settings.saved")), onError: (error) => toasts.failed(error) },
    );
  return (
    <>
      <Button variant="subtle" color="brick" size="compact-sm" onClick={() => setAsking(true)}>
        {w("merchant.remove")}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={w("merchant.remove")}
        closeButtonProps={{ "aria-label": w("act.close") }}
      >
        <Stack>
          <Text size="sm">{w("merchant.remove.sure", { name })}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {w("act.cancel")}
            </Button>
            <Button color="brick" loading={change.isPending} onClick={remove}>
              {w("merchant.remove")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function One({ settings, at }: { readonly settings: MoneySettings; readonly at: number }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const [editing, setEditing] = useState(false);
  const merchant = settings.merchants[at];
  if (!merchant) return null;
  const { name, phone, ceiling } = merchant;
  if (editing)
    return (
      <Sheet>
        <MerchantForm settings={settings} at={at} onDone={() => setEditing(false)} />
      </Sheet>
    );
  const most =
    ceiling === null ? w("merchant.no-ceiling") : format.money({ minor: ceiling, currency: settings.currency });
  return (
    <Sheet>
      <Group justify="space-between">
        <div>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {writePhone(phone)} · {most}
          </Text>
        </div>
        <Group gap={4}>
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {w("act.edit")}
          </Button>
          <Remove settings={settings} at={at} />
        </Group>
      </Group>
    </Sheet>
  );
}

function LinkTemplate({ settings }: { readonly settings: MoneySettings }): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const change = useMoneyChange();
  const form = useForm({
    initialValues: { name: settings.linkTemplate ?? "" },
    validate: { name: (name) => (/^[a-z0-9_]{0,512}$/.test(name.trim()) ? null : w("merchant.template.rule")) },
  });
  const save = form.onSubmit(({ name }) =>
    change.mutate(
      { linkTemplate: name.trim() === "" ? null : name.trim() },
      { onSuccess: () => toasts.done(w("settings.saved")), onError: (error) => toasts.failed(error) },
    ),
  );
  return (
    <Sheet>
      <form onSubmit={save} noValidate>
        <Stack maw={560}>
          <TextInput
            label={w("merchant.template")}
            description={w("merchant.template.help")}
            {...form.getInputProps("name")}
          />
          <Group>
            <Button type="submit" variant="default" loading={change.isPending} disabled={!form.isDirty()}>
              {w("act.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Sheet>
  );
}

/** Who sells by writing to the shop's own number, and the template that brings her links. */
export function Merchants(): ReactNode {
  const w = useWords();
  const [adding, setAdding] = useState(false);
  return (
    <Ready of={useMoneySettings()} rows={3}>
      {(settings) => (
        <Stack>
          <Group justify="space-between">
            <Text size="sm" c="dimmed" maw={520}>
              {w("settings.selling.help")}
            </Text>
            <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
              {w("merchant.add")}
            </Button>
          </Group>
          {adding && (
            <Sheet>
              <MerchantForm settings={settings} at={settings.merchants.length} onDone={() => setAdding(false)} />
            </Sheet>
          )}
          {settings.merchants.length === 0 && !adding && (
            <Sheet>
              <Empty icon="phone" title={w("settings.selling.empty")} text={w("settings.selling.help")} />
            </Sheet>
          )}
          <Stack gap="xs">
            {settings.merchants.map(({ phone }, at) => (
              <One key={phone} settings={settings} at={at} />
            ))}
          </Stack>
          <LinkTemplate key={settings.linkTemplate ?? ""} settings={settings} />
        </Stack>
      )}
    </Ready>
  );
}
