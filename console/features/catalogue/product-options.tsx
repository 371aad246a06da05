import { ActionIcon, Button, Group, NumberInput, Select, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useShop } from "../../shop.tsx";
import { Icon } from "../../ui/icons.tsx";
import { languageNames, useWords } from "../../words.tsx";
import styles from "./catalogue.module.css";
import { type OptionValues, type Texts, emptyOption } from "./product-values.ts";

type Change = (option: OptionValues) => void;

/** One text in each of the shop's languages. */
function InLanguages(props: {
  readonly of: string;
  readonly texts: Texts;
  readonly onChange: (texts: Texts) => void;
}): ReactNode {
  const { languages } = useShop();
  const { of, texts } = props;
  return (
    <Group grow gap="xs" align="flex-end">
      {languages.map((language) => (
        <TextInput
          key={language}
          size="xs"
          label={`${of} · ${languageNames[language]}`}
          placeholder={of}
          value={texts[language] ?? ""}
          onChange={(event) => props.onChange({ ...texts, [language]: event.currentTarget.value })}
        />
      ))}
    </Group>
  );
}

/** What customers read for the option's name and values, in the shop's languages. Those of other languages are kept. */
function Labels({ option, onChange }: { readonly option: OptionValues; readonly onChange: Change }): ReactNode {
  const w = useWords();
  if (option.name.trim() === "") return null;
  return (
    <details className={styles["labels"]}>
      <summary>
        <Text component="span" size="sm">
          {w("option.labels")}
        </Text>
      </summary>
      <Text size="xs" c="dimmed">
        {w("option.labels.help")}
      </Text>
      <Stack gap={6} mt={6}>
        <InLanguages of={option.name} texts={option.label} onChange={(label) => onChange({ ...option, label })} />
        {option.kind === "one-of" &&
          option.values.map((value) => (
            <InLanguages
              key={value}
              of={value}
              texts={option.valueLabels[value] ?? {}}
              onChange={(texts) => onChange({ ...option, valueLabels: { ...option.valueLabels, [value]: texts } })}
            />
          ))}
      </Stack>
    </details>
  );
}

function Option(props: {
  readonly option: OptionValues;
  readonly onChange: Change;
  readonly onRemove: () => void;
}): ReactNode {
  const w = useWords();
  const { option, onChange } = props;
  return (
    <div className={styles["choice"]}>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          label={w("option.name")}
          value={option.name}
          onChange={(event) => onChange({ ...option, name: event.currentTarget.value })}
        />
        <Select
          flex={1}
          label={w("option.kind")}
          allowDeselect={false}
          data={[
            { value: "one-of", label: w("option.one-of") },
            { value: "text", label: w("product.own-words") },
          ]}
          value={option.kind}
          onChange={(kind) => onChange({ ...option, kind: kind === "text" ? "text" : "one-of" })}
        />
        <ActionIcon aria-label={w("option.remove", { name: option.name })} onClick={props.onRemove}>
          <Icon name="close" size={16} />
        </ActionIcon>
      </Group>
      {option.kind === "one-of" ? (
        <TagsInput
          mt="xs"
          label={w("option.values")}
          description={w("option.values.help")}
          value={[...option.values]}
          onChange={(values) => onChange({ ...option, values })}
        />
      ) : (
        <NumberInput
          mt="xs"
          label={w("option.longest")}
          min={1}
          max={500}
          allowDecimal={false}
          value={option.maxLength}
          onChange={(most) => onChange({ ...option, maxLength: Number(most) || 1 })}
        />
      )}
      <Labels option={option} onChange={onChange} />
    </div>
  );
}

/** The choices a customer makes, and how they read in her language. */
export function ProductOptions(props: {
  readonly options: readonly OptionValues[];
  readonly onChange: (options: readonly OptionValues[]) => void;
}): ReactNode {
  const w = useWords();
  const { options, onChange } = props;
  return (
    <Stack gap="xs">
      {options.map((option) => (
        <Option
          key={option.key}
          option={option}
          onChange={(next) => onChange(options.map((one) => (one.key === next.key ? next : one)))}
          onRemove={() => onChange(options.filter(({ key }) => key !== option.key))}
        />
      ))}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<Icon name="plus" size={14} />}
        style={{ alignSelf: "flex-start" }}
        onClick={() => onChange([...options, emptyOption(crypto.randomUUID())])}
      >
        {w("option.add")}
      </Button>
    </Stack>
  );
}
