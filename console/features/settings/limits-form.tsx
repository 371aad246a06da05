import { Button, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactNode } from "react";
import type { MoneySettings } from "#api/money-settings";
import { useFormat } from "../../format.ts";
import { Sheet } from "../../ui/frame.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { Ready } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { type WordKey, useWords } from "../../words.tsx";
import { limitsOf, railFields, readLimit, sums, textsOf } from "./limit-values.ts";
import { useMoneyChange, useMoneySettings } from "./questions.ts";
import styles from "./settings.module.css";

const isSum = (field: string): boolean => (sums as readonly string[]).includes(field);

function useLimitsForm(settings: MoneySettings) {
  const w = useWords();
  const toasts = useToasts();
  const format = useFormat();
  const change = useMoneyChange();
  const { currency, limits } = settings;
  const rails = settings.rails.map(({ id }) => id);
  const initialValues = textsOf(limits, rails, currency, format.field);
  const form = useForm<Record<string, string>>({
    initialValues,
    validate: Object.fromEntries(
      Object.keys(initialValues).map((path) => [
        path,
        (text: string) => (readLimit(path, text, currency) === undefined ? w("limits.wrong") : null),
      ]),
    ),
  });
  const save = form.onSubmit((texts) =>
    change.mutate(
      { limits: limitsOf(texts, rails, currency) },
      { onSuccess: () => toasts.done(w("settings.saved")), onError: (error) => toasts.failed(error) },
    ),
  );
  return { form, save, saving: change.isPending };
}

type Form = ReturnType<typeof useLimitsForm>["form"];

/** One limit, and what of it is used already. */
function Limit(props: {
  readonly form: Form;
  readonly path: string;
  readonly label: WordKey;
  readonly used?: string | undefined;
  /** Of a sum. */
  readonly currency?: string | undefined;
}): ReactNode {
  const w = useWords();
  const used = props.used === undefined ? {} : { description: w("limits.used", { used: props.used }) };
  const unit =
    props.currency === undefined ? {} : { rightSection: <span>{props.currency}</span>, rightSectionWidth: 52 };
  return (
    <TextInput
      label={w(props.label)}
      inputMode="decimal"
      // What is used stands under the fields, so that those of a row are level.
      inputWrapperOrder={["label", "input", "error", "description"]}
      className={styles["limit"] ?? ""}
      {...unit}
      {...used}
      {...props.form.getInputProps(props.path)}
    />
  );
}

/** The limits of the shop, or of one rail. */
function Figures(props: { readonly form: Form; readonly settings: MoneySettings; readonly rail?: string }): ReactNode {
  const { form, settings, rail } = props;
  const format = useFormat();
  const figures = rail === undefined ? settings.used : settings.used.rails[rail];
  const usedOf = (field: (typeof railFields)[number]): string | undefined => {
    if (field === "perPayment" || figures === undefined) return undefined;
    const value = figures[field];
    return isSum(field) ? format.money({ minor: value, currency: settings.currency }) : format.number(value);
  };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
      {railFields.map((field) => (
        <Limit
          key={field}
          form={form}
          path={rail === undefined ? field : `${rail} ${field}`}
          label={`limits.${field}`}
          used={usedOf(field)}
          currency={isSum(field) ? settings.currency : undefined}
        />
      ))}
    </SimpleGrid>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <fieldset className={styles["part"]}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

function Fields({ settings }: { readonly settings: MoneySettings }): ReactNode {
  const w = useWords();
  const kindName = useKindName();
  const { form, save, saving } = useLimitsForm(settings);
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Text size="sm" c="dimmed" maw={620}>
          {w("limits.help")}
        </Text>
        <Part title={w("limits.shop")}>
          <Figures form={form} settings={settings} />
        </Part>
        <Part title={w("limits.person")}>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
            <Limit form={form} path="personCount" label="limits.count" />
            <Limit form={form} path="personSum" label="limits.sum" currency={settings.currency} />
          </SimpleGrid>
        </Part>
        <Part title={w("limits.staff")}>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
            <Limit form={form} path="staffCount" label="limits.count" />
            <Limit form={form} path="staffSum" label="limits.sum" currency={settings.currency} />
            <Limit form={form} path="staffOut" label="limits.out" currency={settings.currency} />
          </SimpleGrid>
        </Part>
        {settings.rails
          .filter(({ on }) => on)
          .map(({ id, name }) => (
            <Part key={id} title={kindName(name)}>
              <Figures form={form} settings={settings} rail={id} />
            </Part>
          ))}
        <Group>
          <Button type="submit" loading={saving} disabled={!form.isDirty()}>
            {w("act.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What may come in and go out, beside what has. */
export const LimitsForm = (): ReactNode => (
  <Sheet>
    <Ready of={useMoneySettings()} rows={6}>
      {(settings) => <Fields key={JSON.stringify(settings.limits)} settings={settings} />}
    </Ready>
  </Sheet>
);
