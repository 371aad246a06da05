import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api.ts";
import { useShop } from "../../shop.tsx";
import { Icon } from "../../ui/icons.tsx";
import { useWords } from "../../words.tsx";
import styles from "./welcome.module.css";

const steps = ["ask", "cart", "pay", "sell", "break", "refund"] as const;
type Step = (typeof steps)[number];

/** The steps of the first ten minutes that our own records show as done. */
function useDone(): ReadonlySet<Step> {
  const { slug } = useShop();
  const orders = useQuery({
    queryKey: [slug, "orders", "welcome"],
    queryFn: ({ signal }) => call("orders", { params: { shop: slug }, query: { view: "all", limit: 50 }, signal }),
  });
  const threads = useQuery({
    queryKey: [slug, "threads", "welcome"],
    queryFn: ({ signal }) => call("threads", { params: { shop: slug }, query: { limit: 1 }, signal }),
  });
  const found = new Set<Step>();
  const list = orders.data?.items ?? [];
  if ((threads.data?.items.length ?? 0) > 0) found.add("ask");
  if (list.some(({ pieces }) => pieces > 0)) found.add("cart");
  if (list.some(({ paid }) => paid.minor > 0)) found.add("pay");
  if (list.some(({ askedBy }) => askedBy !== null)) found.add("sell");
  if (list.some(({ refunded }) => refunded.minor > 0)) found.add("refund");
  return found;
}

/** What to try, step by step; a step lights up when it really happened. */
export function Steps({ onBreak }: { readonly onBreak: (() => void) | undefined }): ReactNode {
  const w = useWords();
  const done = useDone();
  const [open, setOpen] = useState<Step>();
  const shown = open ?? steps.find((step) => !done.has(step)) ?? "break";
  return (
    <div className={styles["steps"]}>
      <ol>
        {steps.map((step, n) => (
          <li key={step}>
            <UnstyledButton
              className={styles["step"]}
              aria-pressed={step === shown}
              data-done={done.has(step) ? "" : undefined}
              onClick={() => setOpen(step)}
            >
              {done.has(step) ? <Icon name="check" size={14} /> : <span>{n + 1}</span>}
              {w(`welcome.step.${step}`)}
            </UnstyledButton>
          </li>
        ))}
      </ol>
      <p>
        {w(`welcome.step.${shown}.text`)}{" "}
        {shown === "break" && onBreak && (
          <button type="button" className={styles["inlineLink"]} onClick={onBreak}>
            {w("welcome.chaos")}
          </button>
        )}
      </p>
    </div>
  );
}
