import { Table, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useFormat } from "../../format.ts";
import { More } from "../../ui/more.tsx";
import { Sheet } from "../../ui/frame.tsx";
import { useStaffName } from "../../ui/staff-name.ts";
import { Empty, Ready } from "../../ui/ready.tsx";
import { useWords } from "../../words.tsx";
import { useNights, useStatements } from "./questions.ts";

/** Files that were imported, with what they brought. */
export function Files(): ReactNode {
  const w = useWords();
  const format = useFormat();
  const staffName = useStaffName();
  const files = useStatements();
  return (
    <Sheet>
      <Title order={2} size="h3" mb="xs">
        {w("statement.files")}
      </Title>
      <Ready of={files} rows={2}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          if (all.length === 0)
            return <Empty icon="file" title={w("statement.no-files")} text={w("statement.no-files.text")} />;
          return (
            <Table.ScrollContainer type="native" minWidth={320} tabIndex={0} aria-label={w("statement.files")}>
              <Table>
                <Table.Tbody>
                  {all.map((file) => (
                    <Table.Tr key={file.id}>
                      <Table.Td>
                        {file.name}
                        <Text size="xs" c="dimmed">
                          {format.moment(file.importedAt)} · {staffName(file.importedBy)}
                        </Text>
                      </Table.Td>
                      <Table.Td>
                        {w(`statement.brought.${file.kind}`, { count: file.fresh, all: file.entries })}
                      </Table.Td>
                      <Table.Td>{file.open > 0 && w("statement.open", { count: file.open })}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          );
        }}
      </Ready>
      <More of={files} mt="sm" />
    </Sheet>
  );
}

/** The comparisons of the last nights. */
export function Nights(): ReactNode {
  const w = useWords();
  const format = useFormat();
  return (
    <Sheet>
      <Title order={2} size="h3" mb="xs">
        {w("nights.title")}
      </Title>
      <Ready of={useNights()} rows={2}>
        {({ runs }) =>
          runs.length === 0 ? (
            <Empty icon="moon" title={w("nights.none")} text={w("nights.none.text")} />
          ) : (
            <Table.ScrollContainer type="native" minWidth={320} tabIndex={0} aria-label={w("nights.title")}>
              <Table>
                <Table.Tbody>
                  {runs.map((run) => (
                    <Table.Tr key={run.day}>
                      <Table.Td>
                        {format.booked(run.day)}
                        <Text size="xs" c="dimmed">
                          {run.finishedAt === null ? w("nights.running") : format.clock(run.finishedAt)}
                        </Text>
                      </Table.Td>
                      <Table.Td>{w("nights.looked", { count: run.looked })}</Table.Td>
                      <Table.Td>
                        {[
                          run.recovered > 0 && w("nights.recovered", { count: run.recovered }),
                          run.unanswered > 0 && w("nights.unanswered", { count: run.unanswered }),
                          run.odd > 0 && w("nights.odd", { count: run.odd }),
                        ]
                          .filter(Boolean)
                          .join(" · ") || w("nights.all-well")}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Ready>
    </Sheet>
  );
}
