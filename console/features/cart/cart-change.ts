import type { CartEdit, Order } from "#api/order";

const sum = (order: Order, lines: Order["lines"]): Order => ({
  ...order,
  lines,
  pieces: lines.reduce((pieces, { quantity }) => pieces + quantity, 0),
  total: { minor: lines.reduce((minor, { total }) => minor + total.minor, 0), currency: order.total.currency },
});

/** The order as it will most likely be after an edit, shown until the server answers. An addition waits for the server. */
export function guessOrder(order: Order, { edit }: Pick<CartEdit, "edit">): Order {
  switch (edit.edit) {
    case "add":
      return order;
    case "clear":
      return sum(order, []);
    case "remove":
      return sum(
        order,
        order.lines.filter(({ lineId }) => lineId !== edit.lineId),
      );
    case "set-quantity":
      return sum(
        order,
        order.lines
          .filter(({ lineId }) => lineId !== edit.lineId || edit.quantity > 0)
          .map((line) =>
            line.lineId === edit.lineId
              ? {
                  ...line,
                  quantity: edit.quantity,
                  total: { ...line.total, minor: line.unitPrice.minor * edit.quantity },
                }
              : line,
          ),
      );
  }
}
