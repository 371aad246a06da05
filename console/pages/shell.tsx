import { Outlet, useRouterState } from "@tanstack/react-router";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { call } from "../api.ts";
import { KeySheet } from "../features/palette/key-sheet.tsx";
import { Palette } from "../features/palette/palette.tsx";
import { useKeysOn } from "../keys-on.ts";
import { useLive, useLiveState } from "../live.ts";
import { useShop } from "../shop.tsx";
import { Icon } from "../ui/icons.tsx";
import { useKeySequences } from "../ui/key-sequences.ts";
import { useOffered } from "../verbs.ts";
import { useWords } from "../words.tsx";
import { places, useEverywhere } from "./places.ts";
import { Rail } from "./rail.tsx";
import { Seated } from "./seat.tsx";
import styles from "./shell.module.css";
import { useWhere } from "./where.ts";

/** The screen that is open, by the address. */
function usePlace(): (typeof places)[number]["id"] | undefined {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const name = path.split("/")[3];
  return places.find(({ id }) => id === name)?.id;
}

/** Counts in the tab's title, so that it can be seen from elsewhere. */
function useTitle(place: string | undefined, unread: number): void {
  const w = useWords();
  const { name } = useShop();
  const label = places.find(({ id }) => id === place)?.label;
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${label ? `${w(label)} · ` : ""}${name} · Comptoir`;
  }, [label, name, unread, w]);
}

/** Says that the screens are not live, while they are not. */
function Lost(): ReactNode {
  const w = useWords();
  const lost = useLiveState() === "lost";
  // The region stands before its words do: only then are they read out.
  return (
    <output className={styles["state"]}>
      {lost && (
        <span className={styles["lost"]}>
          <Icon name="retry" size={14} />
          {w("live.lost")}
        </span>
      )}
    </output>
  );
}

function Screens(): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const where = useWhere();
  const client = useQueryClient();
  const place = usePlace();
  useLive(slug);
  const summary = useQuery({
    queryKey: [slug, "summary"],
    queryFn: ({ signal }) => call("summary", { params: { shop: slug }, signal }),
  });
  useTitle(place, summary.data?.threads.unread ?? 0);
  const [sheet, setSheet] = useState(false);
  const [keysOn, setKeysOn] = useKeysOn();
  const { mutate: leaveNow } = useMutation({
    mutationFn: () => call("signOut", {}),
    onSettled: () => {
      client.clear();
      where.go("/sign-in");
    },
  });
  const leave = useCallback(() => leaveNow(), [leaveNow]);
  const openSheet = useCallback(() => setSheet(true), []);
  const verbs = useEverywhere(where, { sheet: openSheet, leave });
  const offered = useOffered();
  const bound = [...verbs, ...offered].flatMap((verb) =>
    verb.keys === undefined ? [] : [[verb.keys, verb.run] as const],
  );
  useKeySequences(Object.fromEntries(bound), keysOn);
  return (
    <div className={styles["shell"]}>
      <a className="skip-link" href="#main">
        {w("app.skip")}
      </a>
      <Lost />
      <Rail place={place} summary={summary.data} where={where} onLeave={leave} onKeys={openSheet} />
      <main id="main" className={styles["main"]} tabIndex={-1}>
        <Outlet />
      </main>
      <Palette offered={offered} verbs={verbs} links={where} />
      <KeySheet
        open={sheet}
        onClose={() => setSheet(false)}
        verbs={[...verbs, ...offered]}
        keys={keysOn}
        onKeys={setKeysOn}
      />
    </div>
  );
}

/** The frame of a shop's screens: where one can go, what is new, and the box that finds everything. */
export function Shell(): ReactNode {
  const { shop } = useWhere();
  return <Seated slug={shop}>{() => <Screens />}</Seated>;
}
