import { Button, Group, Stack, TagsInput, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useState } from "react";
import type { ShopAnswer } from "#api/settings";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Pill } from "../../ui/pill.tsx";
import { Empty, Ready } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { languageNames, useWords } from "../../words.tsx";
import styles from "./settings.module.css";
import { useAnswerActs, useAnswers } from "./questions.ts";

const filled = (of: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(of).filter(([, text]) => text.trim() !== ""));

const Wrong = ({ text }: { readonly text: ReactNode }): ReactNode =>
  text ? (
    <Text size="sm" c="brick" role="alert">
      {text}
    </Text>
  ) : null;

function AnswerForm({
  answer,
  onDone,
}: {
  readonly answer: ShopAnswer | undefined;
  readonly onDone: () => void;
}): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const { languages } = useShop();
  const { create, change } = useAnswerActs();
  const form = useForm({
    initialValues: {
      keywords: [...(answer?.keywords ?? [])],
      text: {
        ...answer?.text,
        ...Object.fromEntries(languages.map((language) => [language, answer?.text[language] ?? ""])),
      } as Record<string, string>,
    },
    validate: {
      keywords: (list) => (list.length === 0 ? w("form.required") : null),
      text: (text) => (Object.keys(filled(text)).length === 0 ? w("form.required") : null),
    },
  });
  const settle = {
    onSuccess: () => {
      toasts.done(w("settings.saved"));
      onDone();
    },
    onError: (error: Error) => toasts.failed(error),
  };
  const save = form.onSubmit(({ keywords, text }) => {
    const body = { keywords, text: filled(text) };
    if (answer) change.mutate({ id: answer.id, ...body }, settle);
    else create.mutate(body, settle);
  });
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <TagsInput
          label={w("answer.keywords")}
          description={w("answer.keywords.help")}
          required
          {...form.getInputProps("keywords")}
        />
        {languages.map((language) => (
          <Textarea
            key={language}
            label={languageNames[language]}
            autosize
            minRows={2}
            {...form.getInputProps(`text.${language}`)}
          />
        ))}
        <Wrong text={form.errors["text"]} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {w("act.cancel")}
          </Button>
          <Button type="submit" loading={create.isPending || change.isPending}>
            {w("act.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Answer({ answer }: { readonly answer: ShopAnswer }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const toasts = useToasts();
  const { change } = useAnswerActs();
  const [editing, setEditing] = useState(false);
  const archive = (archived: boolean) =>
    change.mutate(
      { id: answer.id, archived },
      {
        onSuccess: () => archived && toasts.undoable(w("answer.archived"), () => archive(false)),
        onError: (error) => toasts.failed(error),
      },
    );
  if (editing)
    return (
      <Sheet>
        <AnswerForm answer={answer} onDone={() => setEditing(false)} />
      </Sheet>
    );
  return (
    <Sheet>
      <div className={styles["answer"]}>
        <div>
          <Group gap={6} mb={6}>
            {answer.keywords.map((keyword) => (
              <Pill key={keyword} tone="accent">
                {keyword}
              </Pill>
            ))}
            {answer.archived && <Pill>{w("products.view.archived")}</Pill>}
          </Group>
          <Text size="sm">{format.local(answer.text)}</Text>
        </div>
        <Group gap={4} wrap="nowrap" className={styles["acts"] ?? ""}>
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {w("act.edit")}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => archive(!answer.archived)}>
            {w(answer.archived ? "product.bring-back" : "product.archive")}
          </Button>
        </Group>
      </div>
    </Sheet>
  );
}

/** What the shop answers to keywords, in its languages. */
export function Answers(): ReactNode {
  const w = useWords();
  const [adding, setAdding] = useState(false);
  return (
    <Ready of={useAnswers()}>
      {(answers) => (
        <Stack gap="sm">
          <Group justify="space-between">
            <Text size="sm" c="dimmed" maw={520}>
              {w("settings.answers.help")}
            </Text>
            <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
              {w("answer.add")}
            </Button>
          </Group>
          {adding && (
            <Sheet>
              <AnswerForm answer={undefined} onDone={() => setAdding(false)} />
            </Sheet>
          )}
          {answers.length === 0 && !adding && (
            <Sheet>
              <Empty icon="reply" title={w("settings.answers.empty")} text={w("settings.answers.help")} />
            </Sheet>
          )}
          {answers
            .toSorted((a, b) => Number(a.archived) - Number(b.archived))
            .map((answer) => (
              <Answer key={answer.id} answer={answer} />
            ))}
        </Stack>
      )}
    </Ready>
  );
}
