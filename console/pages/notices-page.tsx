import type { ReactNode } from "react";
import { DeadLetters } from "../features/notices/dead-letters.tsx";
import { NoticeList } from "../features/notices/notice-list.tsx";
import { Chips } from "../ui/chips.tsx";
import { Frame } from "../ui/frame.tsx";
import { useWords } from "../words.tsx";
import { choose } from "./choose.ts";
import { useWhere } from "./where.ts";

const views = ["open", "done", "letters"] as const;

/** News for the merchant, and work that waits for a person. */
export function NoticesPage(): ReactNode {
  const w = useWords();
  const where = useWhere();
  const view = choose(where.search.view, views);
  return (
    <Frame title={w("place.notices")}>
      <Chips
        label={w("list.views")}
        value={view}
        onChange={(next) => where.filter({ view: next })}
        chips={views.map((value) => ({ value, label: w(`notices.view.${value}`) }))}
      />
      {view === "letters" ? (
        <DeadLetters />
      ) : (
        <NoticeList state={view} links={{ onThread: where.thread, onOrder: where.order }} />
      )}
    </Frame>
  );
}
