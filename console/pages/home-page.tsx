import { Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Empty, Failed, Loading } from "../ui/ready.tsx";
import { useWords } from "../words.tsx";
import { useMe } from "./seat.tsx";

/** The bare address leads to the reader's first shop. */
export function HomePage(): ReactNode {
  const w = useWords();
  const me = useMe();
  if (me.error && !me.data) return <Failed error={me.error} retry={() => void me.refetch()} />;
  if (!me.data) return <Loading />;
  const first = me.data.shops[0];
  if (!first) return <Empty icon="till" title={w("shop.none")} text={w("shop.none.text")} />;
  return <Navigate to="/s/$shop/inbox" params={{ shop: first.slug }} replace />;
}

/** An address that leads nowhere. */
export function LostPage(): ReactNode {
  const w = useWords();
  return (
    <main>
      <Empty
        page
        icon="search"
        title={w("page.lost")}
        text={w("page.lost.text")}
        action={<a href="/">{w("page.home")}</a>}
      />
    </main>
  );
}
