import { Alert, Button, Group, Select, Stack, Table, Text, Title } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { type ReactNode, useState } from "react";
import type { PreviewLine, StatementPreview } from "#api/statement";
import { useFormat } from "../../format.ts";
import { useShop } from "../../shop.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { Pill, type Tone } from "../../ui/pill.tsx";
import { Failed } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import { type Chosen, useUpload } from "./questions.ts";
import styles from "./reconciliation.module.css";

/** The server's own bound for one file. */
const largest = 16 * 1024 * 1024;

const tones: Readonly<Record<PreviewLine["verdict"], Tone>> = {
  settles: "settled",
  backs: "settled",
  refund: "settled",
  payout: "settled",
  proposed: "waiting",
  odd: "alarm",
  known: "quiet",
};

/** A sum with its side as people read accounts: what left has a minus. */
export function useMoved(): (moved: Pick<PreviewLine, "side" | "amount">) => string {
  const format = useFormat();
  return ({ side, amount }) => `${side === "debit" ? "−" : "+"}${format.money(amount)}`;
}

function Lines({ lines }: { readonly lines: readonly PreviewLine[] }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const moved = useMoved();
  return (
    <Table.ScrollContainer
      type="native"
      minWidth={0}
      className={styles["lines"]}
      tabIndex={0}
      aria-label={w("statement.lines")}
    >
      <Table>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={`${line.line} ${line.text}`} className={styles["line"]}>
              <Table.Td>
                {line.name ?? w("statement.nameless")}
                <small>
                  {format.booked(line.bookedOn)} · {line.text}
                </small>
              </Table.Td>
              <Table.Td>
                <Pill tone={tones[line.verdict]}>{w(`statement.verdict.${line.verdict}`)}</Pill>
                {line.reason !== null && <small>{w(`statement.odd.${line.reason}`)}</small>}
              </Table.Td>
              <Table.Td className={styles["amount"]}>{moved(line)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Found(props: {
  readonly preview: StatementPreview;
  readonly busy: boolean;
  readonly onImport: () => void;
  readonly onDiscard: () => void;
}): ReactNode {
  const { preview } = props;
  const w = useWords();
  if (!preview.readable)
    return (
      <Alert color="brick" title={w("statement.unreadable")} role="alert">
        <ul>
          {preview.problems.map(({ line, fault, given }, n) => (
            <li key={n}>
              {line > 0 && `${w("statement.line", { line })}: `}
              {w(`statement.fault.${fault}`)}
              {given !== null && given !== "" && <code> {given}</code>}
            </li>
          ))}
        </ul>
        <Button variant="default" onClick={props.onDiscard}>
          {w("statement.other-file")}
        </Button>
      </Alert>
    );
  const { entries, known, pending, skipped, imported, lines } = preview;
  return (
    <Stack>
      <output className={styles["facts"]}>
        <strong>{w(imported ? "statement.twin" : "statement.found", { count: entries - known })}</strong>
        {known > 0 && <span>{w("statement.known", { count: known })}</span>}
        {pending > 0 && <span>{w("statement.pending", { count: pending })}</span>}
        {skipped > 0 && <span>{w("statement.skipped", { count: skipped })}</span>}
      </output>
      <Lines lines={lines} />
      <Group justify="flex-end">
        <Button variant="default" onClick={props.onDiscard}>
          {w("act.cancel")}
        </Button>
        <Button loading={props.busy} disabled={entries === known} onClick={props.onImport} data-autofocus>
          {w("statement.import")}
        </Button>
      </Group>
    </Stack>
  );
}

function Drop(props: {
  readonly busy: boolean;
  readonly formats: "statement.formats" | "statement.payout-formats";
  readonly onDrop: (files: readonly File[]) => void;
}): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  return (
    <Dropzone
      onDrop={props.onDrop}
      onReject={() => toasts.failed(new Error(w("statement.too-large")))}
      maxSize={largest}
      multiple={false}
      loading={props.busy}
      className={styles["drop"] ?? ""}
      inputProps={{ "aria-label": w("statement.choose") }}
    >
      <Icon name="file" size={28} />
      <Text fw={600}>{w("statement.choose")}</Text>
      <Text size="sm" c="dimmed">
        {w(props.formats)}
      </Text>
    </Dropzone>
  );
}

/** A statement or a file of payouts is dropped, looked into line by line, and imported by a press. */
export function StatementUpload(): ReactNode {
  const w = useWords();
  const toasts = useToasts();
  const kindName = useKindName();
  const { rails } = useShop();
  const [rail, setRail] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Chosen>();
  const { preview, take } = useUpload();
  const discard = () => {
    setChosen(undefined);
    preview.reset();
  };
  const choose = (files: readonly File[]) => {
    const [file] = files;
    if (!file) return;
    const next = { file, rail: rail ?? undefined };
    setChosen(next);
    preview.mutate(next);
  };
  const bring = (what: Chosen) =>
    take.mutate(what, {
      onError: (error) => toasts.failed(error),
      onSuccess: ({ file }) => {
        toasts.done(w("statement.imported", { count: file.fresh, open: file.open }));
        discard();
      },
    });
  return (
    <Sheet>
      <Group justify="space-between" align="end" mb="sm">
        <Title order={2} size="h3">
          {w("statement.upload")}
        </Title>
        <Select
          size="sm"
          label={w("statement.of")}
          value={rail ?? ""}
          allowDeselect={false}
          data={[
            { value: "", label: w("statement.of-bank") },
            ...rails.map(({ id, name }) => ({ value: id, label: w("statement.of-rail", { rail: kindName(name) }) })),
          ]}
          onChange={(value) => {
            setRail(value === "" ? null : value);
            discard();
          }}
        />
      </Group>
      {chosen && preview.data ? (
        <Found preview={preview.data} busy={take.isPending} onImport={() => bring(chosen)} onDiscard={discard} />
      ) : (
        <>
          {preview.error && <Failed error={preview.error} retry={() => chosen && preview.mutate(chosen)} />}
          <Drop
            busy={preview.isPending}
            formats={rail === null ? "statement.formats" : "statement.payout-formats"}
            onDrop={choose}
          />
        </>
      )}
    </Sheet>
  );
}
