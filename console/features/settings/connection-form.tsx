import { Button, CopyButton, Group, NumberInput, PasswordInput, Select, Stack, Switch, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import type { ReactNode } from "react";
import type { FieldProblem } from "#api/problem";
import { type Connection, type Plug, type SettingsField, connectionId } from "#api/settings";
import { ApiError } from "../../api.ts";
import { Icon } from "../../ui/icons.tsx";
import { useProblemWords } from "../../ui/problem-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { type ConnectionValues, draftOf, lacks, valuesOf } from "./connection-values.ts";
import { useFieldWords } from "./field-words.ts";
import { usePutConnection } from "./questions.ts";

type Form = Pick<UseFormReturnType<ConnectionValues>, "getInputProps" | "setFieldValue">;

function Field(props: {
  readonly plug: Plug;
  readonly name: string;
  readonly field: SettingsField;
  readonly connection: Connection | undefined;
  readonly form: Form;
}): ReactNode {
  const w = useWords();
  const { name, field, form } = props;
  const kept = props.connection?.values[name];
  const words = useFieldWords()(props.plug, name, field);
  const input = { label: words.label, required: field.required, ...form.getInputProps(`values.${name}`) };
  const help = words.help === undefined ? {} : { description: words.help };
  switch (field.kind) {
    case "secret":
      return (
        <PasswordInput
          {...input}
          description={
            kept?.secret && kept.set
              ? kept.reference
                ? w("connection.secret-from", { reference: kept.reference })
                : w("connection.secret-set")
              : words.help
          }
          placeholder={kept?.secret && kept.set ? "••••••••" : ""}
          required={field.required && !(kept?.secret && kept.set)}
          autoComplete="off"
          visibilityToggleButtonProps={{ "aria-label": w("connection.show-typed") }}
        />
      );
    case "choice":
      return <Select {...input} {...help} allowDeselect={!field.required} data={[...(field.choices ?? [])]} />;
    case "number":
      return (
        <NumberInput {...input} {...help} onChange={(value) => form.setFieldValue(`values.${name}`, String(value))} />
      );
    default:
      return <TextInput {...input} {...help} type={field.kind === "url" ? "url" : "text"} />;
  }
}

/** The address the provider must call. */
function WebhookAddress({ url }: { readonly url: string }): ReactNode {
  const w = useWords();
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        flex={1}
        label={w("connection.webhook")}
        description={w("connection.webhook.help")}
        value={url}
        readOnly
      />
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <Button variant="default" leftSection={<Icon name={copied ? "check" : "copy"} size={16} />} onClick={copy}>
            {w(copied ? "act.copied" : "act.copy")}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

/** What the server found wrong, by the field it is said beside; none where no field of the form is meant. */
function wrongPlaces(error: unknown, isNew: boolean): readonly (readonly [place: string, problem: FieldProblem])[] {
  if (!(error instanceof ApiError)) return [];
  const { problem, code } = error;
  if (isNew && (code === "connection.id-taken" || code === "connection.other-kind"))
    return [["id", { ...problem, pointer: "/id", detail: problem.detail ?? problem.title }]];
  return (problem.errors ?? []).flatMap((one) => {
    const [, name] = /^\/values\/([^/]+)$/.exec(one.pointer) ?? [];
    return name === undefined ? [] : [[`values.${name}`, one] as const];
  });
}

/** A channel's or rail's settings, drawn from its own form. */
export function ConnectionForm(props: {
  readonly plug: Plug;
  readonly connection: Connection | undefined;
  readonly onSaved: (id: string) => void;
}): ReactNode {
  const { plug, connection } = props;
  const w = useWords();
  const toasts = useToasts();
  const problems = useProblemWords();
  const put = usePutConnection();
  const form = useForm<ConnectionValues>({
    initialValues: valuesOf(plug, connection),
    validate: {
      id: (id) => (connection || connectionId.safeParse(id).success ? null : w("connection.id.rule")),
      name: (name) => (name.trim() === "" ? w("form.required") : null),
      values: Object.fromEntries(
        Object.keys(plug.form).map((name) => [
          name,
          (typed: string) => (lacks(plug, connection, name, typed) ? w("form.required") : null),
        ]),
      ),
    },
  });
  const save = form.onSubmit((values) =>
    put.mutate(
      { plug: plug.plug, id: values.id, body: draftOf(plug, values) },
      {
        onSuccess: ({ id }) => {
          toasts.done(w("settings.saved"));
          props.onSaved(id);
        },
        onError: (error) => {
          const wrong = wrongPlaces(error, connection === undefined);
          for (const [place, problem] of wrong) form.setFieldError(place, problems.ofField(problem));
          if (wrong.length === 0) toasts.failed(error);
        },
      },
    ),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        {connection ? (
          connection.webhookUrl !== null && <WebhookAddress url={connection.webhookUrl} />
        ) : (
          <TextInput
            label={w("connection.id")}
            description={w("connection.id.help")}
            required
            {...form.getInputProps("id")}
          />
        )}
        <TextInput label={w("connection.name")} required {...form.getInputProps("name")} />
        {Object.entries(plug.form).map(([name, field]) => (
          <Field key={name} plug={plug} name={name} field={field} connection={connection} form={form} />
        ))}
        <Switch label={w("connection.on")} {...form.getInputProps("on", { type: "checkbox" })} />
        <Group>
          <Button type="submit" loading={put.isPending}>
            {w("act.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
