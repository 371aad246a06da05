import { ActionIcon, Menu, Tooltip, UnstyledButton } from "@mantine/core";
import { openSpotlight } from "@mantine/spotlight";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Summary } from "#api/summary";
import { useSeat } from "../shop.tsx";
import { Icon } from "../ui/icons.tsx";
import { useWords } from "../words.tsx";
import { type Place, places } from "./places.ts";
import styles from "./shell.module.css";
import type { Where } from "./where.ts";

const path = (shop: string, id: Place["id"]): string => `/s/${shop}/${id}${id === "settings" ? "/profile" : ""}`;

const countOf = (id: Place["id"], summary: Summary | undefined): number => {
  if (!summary) return 0;
  if (id === "inbox") return summary.threads.unread;
  if (id === "orders") return summary.ordersToShip;
  if (id === "refunds") return summary.refundsWaiting;
  if (id === "payments") return summary.attention.count;
  return id === "notices" ? summary.openNotices + summary.deadLetters : 0;
};

function PlaceLink(props: {
  readonly place: Place;
  readonly on: boolean;
  readonly count: number;
  readonly shop: string;
}) {
  const w = useWords();
  const { place, count } = props;
  return (
    <Link to={path(props.shop, place.id)} className={styles["place"]} aria-current={props.on ? "page" : undefined}>
      <span className={styles["mark"]}>
        <Icon name={place.icon} size={22} />
        {count > 0 && <span className={styles["count"]}>{count > 99 ? "99+" : count}</span>}
      </span>
      <span>{w(place.label)}</span>
    </Link>
  );
}

/** The shop that is open; the others, the first run and leaving. */
function ShopMenu({
  where,
  onLeave,
  onKeys,
}: {
  readonly where: Where;
  readonly onLeave: () => void;
  readonly onKeys: () => void;
}) {
  const w = useWords();
  const { me, shop } = useSeat();
  return (
    <Menu position="right-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={styles["shop"]} aria-label={w("shop.menu", { name: shop.name })}>
          <span aria-hidden="true">{[...shop.name][0]?.toUpperCase()}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.user.email}</Menu.Label>
        {me.shops.map((one) => (
          <Menu.Item
            key={one.slug}
            leftSection={<Icon name={one.slug === shop.slug ? "check" : "till"} size={16} />}
            onClick={() => where.go(`/s/${one.slug}/inbox`)}
          >
            {one.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {me.demo && (
          <Menu.Item leftSection={<Icon name="phone" size={16} />} onClick={where.welcome}>
            {w("place.welcome")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="moon" size={16} />} onClick={() => where.settings("preferences")}>
          {w("settings.preferences")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="keyboard" size={16} />} onClick={onKeys}>
          {w("keys.title")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="leave" size={16} />} onClick={onLeave}>
          {w("sign-out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const tabs: readonly Place["id"][] = ["inbox", "orders", "payments", "catalogue"];

/** The other screens, on a phone. */
function MoreTab({ where, place }: { readonly where: Where; readonly place: Place["id"] | undefined }): ReactNode {
  const w = useWords();
  const rest = places.filter(({ id }) => !tabs.includes(id));
  return (
    <Menu position="top-end" width={220}>
      <Menu.Target>
        <UnstyledButton
          className={styles["place"]}
          aria-current={rest.some(({ id }) => id === place) ? "page" : undefined}
        >
          <Icon name="more" size={22} />
          <span>{w("place.more")}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {rest.map(({ id, icon, label }) => (
          <Menu.Item
            key={id}
            leftSection={<Icon name={icon} size={16} />}
            onClick={() => (id === "settings" ? where.settings() : where[id]())}
          >
            {w(label)}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<Icon name="search" size={16} />} onClick={() => openSpotlight()}>
          {w("palette.open")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="phone" size={16} />} onClick={where.welcome}>
          {w("place.welcome")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The rail at the side of a desk, the tabs at the foot of a phone: the same places. */
export function Rail(props: {
  readonly place: Place["id"] | undefined;
  readonly summary: Summary | undefined;
  readonly where: Where;
  readonly onLeave: () => void;
  readonly onKeys: () => void;
}): ReactNode {
  const w = useWords();
  const { shop } = useSeat();
  const link = (place: Place) => (
    <PlaceLink
      key={place.id}
      place={place}
      on={place.id === props.place}
      count={countOf(place.id, props.summary)}
      shop={shop.slug}
    />
  );
  return (
    <>
      <nav className={styles["rail"]} aria-label={w("app.places")}>
        <ShopMenu where={props.where} onLeave={props.onLeave} onKeys={props.onKeys} />
        <Tooltip label={`${w("palette.open")} · ⌘K`} position="right">
          <ActionIcon aria-label={w("palette.open")} onClick={() => openSpotlight()}>
            <Icon name="search" />
          </ActionIcon>
        </Tooltip>
        {places.map(link)}
      </nav>
      <nav className={styles["tabs"]} aria-label={w("app.places")}>
        {places.filter(({ id }) => tabs.includes(id)).map(link)}
        <MoreTab where={props.where} place={props.place} />
      </nav>
    </>
  );
}
