import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Me } from "#api/session";
import { call } from "../api.ts";
import { SeatProvider } from "../shop.tsx";
import { Icon } from "../ui/icons.tsx";
import { Empty, Failed, Loading } from "../ui/ready.tsx";
import { useLanguage, useWords } from "../words.tsx";

/** The signed-in person. */
export const useMe = () =>
  useQuery({ queryKey: ["me"], queryFn: ({ signal }) => call("me", { signal }), staleTime: 60_000, retry: 1 });

/** No seat in the shop of the address: the shops she has one in are a press away. */
function NoSeat({ shops }: Pick<Me, "shops">): ReactNode {
  const w = useWords();
  return (
    <main>
      <Empty
        page
        icon="till"
        title={w("shop.none")}
        text={w(shops.length > 0 ? "shop.others" : "shop.none.text")}
        action={
          <Group gap="xs" justify="center">
            {shops.map(({ slug, name }) => (
              <Button
                key={slug}
                component="a"
                href={`/s/${slug}/inbox`}
                variant="default"
                leftSection={<Icon name="till" size={16} />}
              >
                {name}
              </Button>
            ))}
          </Group>
        }
      />
    </main>
  );
}

/** Seats the reader in a shop, or says why not. Without a slug it is the first that speaks her language, else her first. */
export function Seated({
  slug,
  children,
}: {
  readonly slug: string;
  readonly children: (me: Me) => ReactNode;
}): ReactNode {
  const me = useMe();
  const { language } = useLanguage();
  if (me.error && !me.data) return <Failed error={me.error} retry={() => void me.refetch()} />;
  if (!me.data) return <Loading />;
  const { shops } = me.data;
  const natural = shops.find(({ languages }) => languages[0] === language) ?? shops[0];
  const shop = slug === "" ? natural : shops.find((one) => one.slug === slug);
  if (!shop) return <NoSeat shops={shops} />;
  return (
    <SeatProvider key={shop.slug} value={{ me: me.data, shop }}>
      {children(me.data)}
    </SeatProvider>
  );
}
