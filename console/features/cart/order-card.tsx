import { ActionIcon, Button, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Order, OrderLine } from "#api/order";
import { useFormat } from "../../format.ts";
import { usePress } from "../../press.ts";
import { Icon } from "../../ui/icons.tsx";
import { useOptionWords } from "../../ui/option-words.ts";
import { OrderPill } from "../../ui/order-pill.tsx";
import { ProductTile } from "../../ui/product-tile.tsx";
import { LiveMoney } from "../../ui/shown-money.tsx";
import { useWords } from "../../words.tsx";
import { useCartEdits, useLinkRequest } from "./cart-edits.ts";
import styles from "./order-card.module.css";
import { ProductPicker } from "./product-picker.tsx";

function Quantity({
  line,
  onSet,
}: {
  readonly line: OrderLine;
  readonly onSet: (quantity: number) => void;
}): ReactNode {
  const w = useWords();
  const format = useFormat();
  const name = format.local(line.name);
  return (
    <span className={styles["steps"]}>
      <ActionIcon
        size={26}
        variant="default"
        aria-label={w("cart.less", { name })}
        onClick={() => onSet(line.quantity - 1)}
      >
        <Icon name={line.quantity > 1 ? "minus" : "close"} size={14} />
      </ActionIcon>
      <output aria-label={w("cart.quantity", { name, count: line.quantity })}>{line.quantity}</output>
      <ActionIcon
        size={26}
        variant="default"
        aria-label={w("cart.more", { name })}
        disabled={line.quantity >= 99}
        onClick={() => onSet(line.quantity + 1)}
      >
        <Icon name="plus" size={14} />
      </ActionIcon>
    </span>
  );
}

function Line({ line, onSet }: { readonly line: OrderLine; readonly onSet: ((quantity: number) => void) | undefined }) {
  const format = useFormat();
  const w = useWords();
  const options = useOptionWords();
  return (
    <li className={styles["line"]}>
      <div className={styles["tile"]}>
        <ProductTile sku={line.sku} name={format.local(line.name)} size={32} />
      </div>
      <div className={styles["what"]}>
        <span>{format.local(line.name)}</span>
        {options.chosen(line).map(({ key, name, value }) => (
          <small key={key}>{w("option.chosen", { name, value })}</small>
        ))}
      </div>
      {onSet ? <Quantity line={line} onSet={onSet} /> : <span className={styles["count"]}>{line.quantity} ×</span>}
      <span className={styles["price"]}>{format.money(line.total)}</span>
    </li>
  );
}

function LinkLine({ order }: { readonly order: Order }): ReactNode {
  const w = useWords();
  const format = useFormat();
  if (!order.link || order.state !== "placed") return null;
  return (
    <Text size="xs" c="dimmed" ta="center">
      {order.link.ready ? w("cart.link-open", { until: format.moment(order.link.expiresAt) }) : w("cart.link-making")}
    </Text>
  );
}

function Lines(props: {
  readonly order: Order | null;
  readonly onSet: ((lineId: string, quantity: number) => void) | undefined;
}): ReactNode {
  const w = useWords();
  const { order, onSet } = props;
  if (order === null || order.lines.length === 0)
    return (
      <Text size="sm" c="dimmed" py="md" ta="center">
        {w("cart.empty")}
      </Text>
    );
  return (
    <ul className={styles["lines"]}>
      {order.lines.map((line) => (
        <Line key={line.lineId} line={line} onSet={onSet && ((quantity) => onSet(line.lineId, quantity))} />
      ))}
    </ul>
  );
}

/** The order of a thread, as a receipt both sides can edit until it is paid; the total is always in sight. */
export function OrderCard(props: {
  readonly thread: string;
  readonly order: Order | null;
  readonly onOpen?: (order: string) => void;
}): ReactNode {
  const { order, thread } = props;
  const w = useWords();
  const edits = useCartEdits(thread);
  const link = useLinkRequest(thread);
  const { key, settle } = usePress();
  const open = order === null || order.state === "cart" || order.state === "placed";
  const ask = (revision: number) =>
    link.mutate({ revision, key }, { onSuccess: () => settle(), onError: (error) => settle(error) });
  const setQuantity = (lineId: string, quantity: number) => edits.mutate({ edit: "set-quantity", lineId, quantity });
  return (
    <section className={styles["card"]} aria-label={w("thread.order")}>
      <div className={styles["paper"]}>
        <header className={styles["head"]}>
          <span>{order?.number ? w("order.number", { number: order.number }) : w("cart.title")}</span>
          {order && <OrderPill state={order.state} />}
        </header>
        <Lines order={order} onSet={open ? setQuantity : undefined} />
        {open && <ProductPicker onAdd={(sku, options) => edits.mutate({ edit: "add", sku, options, quantity: 1 })} />}
        {order && (
          <div className={styles["total"]}>
            <span>{w("cart.total")}</span>
            <strong aria-live="polite">
              <LiveMoney amount={order.total} />
            </strong>
          </div>
        )}
        {order?.address && <div className={styles["address"]}>{order.address}</div>}
        {order && <LinkLine order={order} />}
      </div>
      {order && order.lines.length > 0 && open && (
        <Button
          fullWidth
          className={styles["send"] ?? ""}
          loading={link.isPending}
          disabled={edits.isPending}
          leftSection={<Icon name="link" size={16} />}
          onClick={() => ask(order.revision)}
        >
          {w(order.link ? "cart.send-again" : "cart.send-link")}
        </Button>
      )}
      {order && props.onOpen && (
        <Button fullWidth variant="subtle" onClick={() => props.onOpen?.(order.id)}>
          {w("order.open")}
        </Button>
      )}
    </section>
  );
}
