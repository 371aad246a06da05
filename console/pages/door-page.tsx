import { Select, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { language as languageRule } from "#api/language";
import type { Me } from "#api/session";
import { Door, LinkClaim } from "../features/session/sign-in.tsx";
import { languageNames, languages, useLanguage, useWords } from "../words.tsx";
import styles from "./door-page.module.css";
import { useWhere } from "./where.ts";

function Frame({ children }: { readonly children: ReactNode }): ReactNode {
  const w = useWords();
  const { language, choose } = useLanguage();
  return (
    <main className={styles["door"]}>
      <div className={styles["card"]}>
        <img src="/icon.svg" alt="" width={56} height={56} />
        {children}
      </div>
      <Select
        w={200}
        aria-label={w("preferences.language")}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={language}
        allowDeselect={false}
        onChange={(value) => {
          const read = languageRule.safeParse(value);
          if (read.success) choose(read.data);
        }}
      />
    </main>
  );
}

const homeOf = (me: Me): string => (me.shops[0] ? `/s/${me.shops[0].slug}/inbox` : "/");
/** Only addresses of our own are followed after signing in. */
const ownPath = (to: string | undefined): string | undefined => (to && /^\/(?![/\\])/.test(to) ? to : undefined);

/** Signing in, or the first owner's account. */
export function DoorPage(): ReactNode {
  const w = useWords();
  const where = useWhere();
  return (
    <Frame>
      <Door
        title={(first) => <Title order={1}>{w(first ? "first-owner.title" : "sign-in.title")}</Title>}
        onIn={(me) => where.go(ownPath(where.search.to) ?? homeOf(me))}
      />
    </Frame>
  );
}

/** A one-time link: its token stands behind the `#`, where no server or log sees it, or in the search. */
export function LinkPage(): ReactNode {
  const w = useWords();
  const where = useWhere();
  const token = window.location.hash.replace(/^#(token=)?/, "") || (where.search.token ?? "");
  return (
    <Frame>
      <Title order={1}>{w("link.title")}</Title>
      <LinkClaim
        token={token}
        onIn={(me) => where.go(me.demo ? "/welcome" : homeOf(me))}
        onElse={() => where.go("/sign-in")}
      />
    </Frame>
  );
}
