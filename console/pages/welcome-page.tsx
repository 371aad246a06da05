import { Button, Group, SegmentedControl, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../api.ts";
import { OrderCard } from "../features/cart/order-card.tsx";
import { useThread } from "../features/inbox/questions.ts";
import { ThreadList } from "../features/inbox/thread-list.tsx";
import { ThreadPane } from "../features/inbox/thread-pane.tsx";
import { MerchantPhone } from "../features/welcome/merchant-phone.tsx";
import { CustomerPhone, MerchantPane, Panes, SellersPhone } from "../features/welcome/panes.tsx";
import { Steps } from "../features/welcome/steps.tsx";
import { useLive } from "../live.ts";
import { useSeat } from "../shop.tsx";
import { Icon } from "../ui/icons.tsx";
import { Empty, Ready } from "../ui/ready.tsx";
import { useWords } from "../words.tsx";
import { Seated } from "./seat.tsx";
import { useWhere } from "./where.ts";
import styles from "./welcome-page.module.css";

function OpenThread({ thread, onBack }: { readonly thread: string; readonly onBack: () => void }): ReactNode {
  const { shop } = useSeat();
  const where = useWhere();
  return (
    <div className={styles["open"]}>
      <ThreadPane
        threadId={thread}
        onBack={onBack}
        onOpenOrder={(order) => where.go(`/s/${shop.slug}/orders/${order}`)}
      />
      <div className={styles["order"]}>
        <Ready of={useThread(shop.slug, thread)}>{(found) => <OrderCard thread={thread} order={found.order} />}</Ready>
      </div>
    </div>
  );
}

/** The till's pane: the newest thread is open until the reader chooses another. */
function Till(): ReactNode {
  const w = useWords();
  const { shop } = useSeat();
  const [chosen, setChosen] = useState<string | null>();
  const newest = useQuery({
    queryKey: [shop.slug, "threads", "welcome"],
    queryFn: ({ signal }) => call("threads", { params: { shop: shop.slug }, query: { limit: 1 }, signal }),
  });
  const thread = chosen === undefined ? newest.data?.items[0]?.id : (chosen ?? undefined);
  if (thread !== undefined) return <OpenThread thread={thread} onBack={() => setChosen(null)} />;
  if (chosen === undefined && newest.data)
    return <Empty icon="till" title={w("welcome.till.quiet")} text={w("welcome.till.quiet.text")} />;
  return (
    <ThreadList
      view="all"
      search=""
      counts={undefined}
      open={undefined}
      onOpen={setChosen}
      onFilter={() => undefined}
    />
  );
}

function FirstRun(): ReactNode {
  const w = useWords();
  const where = useWhere();
  const { me, shop } = useSeat();
  useLive(shop.slug);
  const { demo } = me;
  return (
    <main className={styles["welcome"]} aria-label={w("place.welcome")}>
      <header className={styles["head"]}>
        <div>
          <Title order={1}>{w("welcome.title")}</Title>
          <Text className={styles["lead"] ?? ""} size="sm" c="dimmed">
            {w("welcome.text")}
          </Text>
        </div>
        <Group gap="xs">
          {me.shops.length > 1 && (
            <SegmentedControl
              aria-label={w("welcome.shop")}
              value={shop.slug}
              onChange={(slug) => where.go("/welcome", { shop: slug })}
              data={me.shops.map(({ slug, name }) => ({ value: slug, label: name }))}
            />
          )}
          <Button
            variant="default"
            rightSection={<Icon name="forward" size={16} />}
            onClick={() => where.go(`/s/${shop.slug}/inbox`)}
          >
            {w("welcome.leave")}
          </Button>
        </Group>
      </header>
      <Steps onBreak={demo ? () => window.open(demo.worldUrl, "_blank", "noopener") : undefined} />
      <Panes
        customer={
          demo ? (
            <CustomerPhone url={demo.phoneUrl} shop={shop.slug} />
          ) : (
            <Empty icon="phone" title={w("welcome.no-demo")} text={w("welcome.no-demo.text")} />
          )
        }
        till={<Till key={shop.slug} />}
        merchant={
          demo ? (
            <MerchantPane news={<MerchantPhone />} phone={<SellersPhone url={demo.phoneUrl} shop={shop.slug} />} />
          ) : (
            <MerchantPhone />
          )
        }
      />
    </main>
  );
}

/** The first ten minutes: the customer's phone, the till and the merchant's phone side by side. */
export function WelcomePage(): ReactNode {
  const { search } = useWhere();
  return <Seated slug={search.shop ?? ""}>{() => <FirstRun />}</Seated>;
}
