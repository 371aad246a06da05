import { Anchor, Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Reconciliation } from "#api/reconciliation";
import { useFormat } from "../../format.ts";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { Ready } from "../../ui/ready.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useWords } from "../../words.tsx";
import styles from "./payments.module.css";
import { useReconciliation } from "./questions.ts";

type Shown = Reconciliation["state"] | "review";

/** All agree with the providers, and still some want a person: that is not all well. */
const shownState = ({ state, payments, matching }: Reconciliation): Shown =>
  state === "match" && matching < payments ? "review" : state;

/** Whether nothing but what the state says is to be looked at. */
const calm = (found: Reconciliation): boolean => found.openEntries === 0 || shownState(found) !== "match";

const icons: Readonly<Record<Shown, IconName>> = {
  review: "alert",
  never: "shield",
  checking: "retry",
  match: "shield",
  differences: "alert",
};

/** Whether what we have on record is what the providers have: the real state, never a promise. */
export function ReconciliationBanner({ onPayment }: { readonly onPayment: (payment: string) => void }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const toasts = useToasts();
  const { state, check } = useReconciliation();
  return (
    <Ready of={state} rows={1}>
      {(found) => (
        <section
          className={styles["banner"]}
          data-state={calm(found) ? shownState(found) : "review"}
          aria-label={w("reconciliation.title")}
        >
          <Icon name={calm(found) ? icons[shownState(found)] : "alert"} size={24} />
          <output className={styles["bannerText"]}>
            <Text fw={600}>
              {w(`reconciliation.${shownState(found)}`, {
                count: found.matching,
                differences: found.differences.length,
                odd: found.payments - found.matching,
              })}
            </Text>
            <Text size="xs">
              {[
                found.checkedAt && w("reconciliation.checked", { at: format.moment(found.checkedAt) }),
                found.openEntries > 0 && w("reconciliation.entries", { count: found.openEntries }),
                found.waiting > 0 && w("reconciliation.waiting", { count: found.waiting }),
                found.recovered > 0 && w("reconciliation.recovered", { count: found.recovered }),
              ]
                .filter(Boolean)
                .join(" · ")}
            </Text>
            {found.differences.map((one, n) => (
              <Group key={n} gap={6}>
                <Text size="sm">
                  {w(`difference.${one.problem}`)} {one.amount && format.money(one.amount)} · {format.moment(one.at)}
                </Text>
                {one.paymentId !== null && (
                  <Anchor component="button" type="button" size="sm" onClick={() => onPayment(one.paymentId ?? "")}>
                    {w("act.look")}
                  </Anchor>
                )}
              </Group>
            ))}
          </output>
          <Button
            variant="default"
            loading={check.isPending || found.state === "checking"}
            onClick={() => check.mutate(undefined, { onError: (error) => toasts.failed(error) })}
          >
            {w("reconciliation.now")}
          </Button>
        </section>
      )}
    </Ready>
  );
}
