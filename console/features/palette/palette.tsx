import { Kbd } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Found } from "#api/summary";
import { call } from "../../api.ts";
import { useFormat } from "../../format.ts";
import { remember, remembered } from "../../memory.ts";
import { useShop } from "../../shop.tsx";
import { Icon } from "../../ui/icons.tsx";
import { usePreviewWords } from "../../ui/preview-words.ts";
import type { Verb } from "../../verbs.ts";
import { useWords } from "../../words.tsx";
import { fit, fitWords } from "./fit.ts";

/** How the palette opens what it found. */
export type FoundLinks = {
  readonly thread: (id: string) => void;
  readonly order: (id: string) => void;
  readonly payment: (id: string) => void;
  readonly product: (sku: string) => void;
};

const recent = (): readonly string[] => remembered("recent")?.split(" ") ?? [];
const noteRecent = (id: string): void =>
  remember("recent", [id, ...recent().filter((one) => one !== id)].slice(0, 8).join(" "));

/** Verbs that fit, the best and the most recently used first. */
function fitting(verbs: readonly Verb[], typed: string): readonly Verb[] {
  const used = recent();
  const place = (id: string) => (used.includes(id) ? used.indexOf(id) : 99);
  return verbs
    .filter(({ keysOnly }) => !keysOnly)
    .map((verb) => ({ verb, rank: Math.max(fit(verb.label, typed), fitWords(verb.words ?? "", typed)) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank || place(a.verb.id) - place(b.verb.id))
    .map(({ verb }) => verb);
}

const Keys = ({ keys }: { readonly keys: string }): ReactNode => (
  <span>
    {keys.split(" ").map((key, n) => (
      <Kbd key={n} size="xs" ms={2}>
        {key.toUpperCase()}
      </Kbd>
    ))}
  </span>
);

function Verbs({ label, verbs }: { readonly label: string; readonly verbs: readonly Verb[] }): ReactNode {
  if (verbs.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={label}>
      {verbs.map((verb) => (
        <Spotlight.Action
          key={verb.id}
          label={verb.label}
          leftSection={<Icon name={verb.icon} />}
          rightSection={verb.keys ? <Keys keys={verb.keys} /> : null}
          onClick={() => {
            noteRecent(verb.id);
            verb.run();
          }}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}

const hasHits = (found: Found): boolean => Object.values(found).some((list) => list.length > 0);

function Hits({ found, links }: { readonly found: Found; readonly links: FoundLinks }): ReactNode {
  const w = useWords();
  const format = useFormat();
  const words = usePreviewWords();
  const someone = (name: string | null) => name ?? w("person.unnamed");
  const number = (of: number | null) => (of === null ? w("cart.title") : w("order.number", { number: of }));
  return (
    <>
      {found.threads.map(({ id, name, preview }) => (
        <Spotlight.Action
          key={id}
          label={someone(name)}
          description={words(preview)}
          leftSection={<Icon name="inbox" />}
          onClick={() => links.thread(id)}
        />
      ))}
      {found.orders.map((order) => (
        <Spotlight.Action
          key={order.id}
          label={`${number(order.number)} · ${format.money(order.total)}`}
          description={someone(order.name)}
          leftSection={<Icon name="orders" />}
          onClick={() => links.order(order.id)}
        />
      ))}
      {found.payments.map((payment) => (
        <Spotlight.Action
          key={payment.id}
          label={format.money(payment.amount)}
          description={someone(payment.name)}
          leftSection={<Icon name="payments" />}
          onClick={() => links.payment(payment.id)}
        />
      ))}
      {found.products.map((product) => (
        <Spotlight.Action
          key={product.sku}
          label={format.local(product.name)}
          description={`${product.sku} · ${format.money(product.price)}`}
          leftSection={<Icon name="catalogue" />}
          onClick={() => links.product(product.sku)}
        />
      ))}
    </>
  );
}

/** One box for everything: what can be done here, where one can go, and what can be found. */
export function Palette(props: {
  readonly offered: readonly Verb[];
  readonly verbs: readonly Verb[];
  readonly links: FoundLinks;
}): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), 180);
  const found = useQuery({
    queryKey: [slug, "search", asked],
    queryFn: ({ signal }) => call("search", { params: { shop: slug }, query: { q: asked }, signal }),
    enabled: asked.length >= 2,
    staleTime: 5000,
  });
  const here = fitting(props.offered, typed);
  const everywhere = fitting(props.verbs, typed);
  const hits = asked.length >= 2 && found.data ? found.data : undefined;
  const nothing = here.length + everywhere.length === 0 && !found.isFetching && !(hits && hasHits(hits));
  return (
    <Spotlight.Root
      query={typed}
      onQueryChange={setTyped}
      shortcut="mod + K"
      scrollable
      maxHeight={440}
      centered={false}
      yOffset="14dvh"
      clearQueryOnClose
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
    >
      <Spotlight.Search
        placeholder={w("palette.search")}
        aria-label={w("palette.search")}
        leftSection={<Icon name="search" />}
      />
      <Spotlight.ActionsList>
        <Verbs label={w("palette.here")} verbs={here} />
        {hits && <Hits found={hits} links={props.links} />}
        <Verbs label={w("palette.everywhere")} verbs={everywhere} />
        {nothing && <Spotlight.Empty>{w("palette.nothing")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
