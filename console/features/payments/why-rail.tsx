import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { RailVerdict } from "#api/payment";
import { Sheet } from "../../ui/frame.tsx";
import { useKindName } from "../../ui/kind-words.ts";
import { Pill } from "../../ui/pill.tsx";
import { useWords } from "../../words.tsx";
import styles from "./payments.module.css";

const tone = { taken: "settled", "stands-by": "accent", cannot: "quiet" } as const;

/** Why a payment went to its rail: what was said of each when it was asked for. */
export function WhyRail({ why }: { readonly why: readonly RailVerdict[] }): ReactNode {
  const w = useWords();
  const kindName = useKindName();
  if (why.length === 0) return null;
  const said = ({ reasons }: RailVerdict): string =>
    reasons
      .map(({ why: code, rule, most, details }) =>
        w(`rail.why.${code}`, { rule: rule ?? 0, most: most ?? "", details: details ?? "" }),
      )
      .join(" · ");
  return (
    <Sheet>
      <Title order={2} size="h3" mb="xs">
        {w("rail.why")}
      </Title>
      <ol className={styles["why"]}>
        {why.map((one) => (
          <li key={one.id}>
            <span>
              {kindName(one.name)}
              <small>{said(one)}</small>
            </span>
            <Pill tone={tone[one.verdict]}>{w(`rail.verdict.${one.verdict}`)}</Pill>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
