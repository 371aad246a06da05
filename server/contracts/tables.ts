import type { CardTables } from "#contracts/tables-cards";
import { cardShapes } from "#contracts/tables-cards";
import type { MoneyTables } from "#contracts/tables-money";
import { moneyShapes } from "#contracts/tables-money";
import type { RefundRequestTables } from "#contracts/tables-refunds";
import { refundRequestShapes } from "#contracts/tables-refunds";
import type { RoutingTables } from "#contracts/tables-routing";
import { routingShapes } from "#contracts/tables-routing";
import type { ShopTables } from "#contracts/tables-shop";
import { shopShapes } from "#contracts/tables-shop";
import type { StatementTables } from "#contracts/tables-statements";
import { statementShapes } from "#contracts/tables-statements";
import type { TalkTables } from "#contracts/tables-talk";
import { talkShapes } from "#contracts/tables-talk";
import type { ShapesOf } from "#contracts/table-shape";
import type { WorkTables } from "#contracts/tables-work";
import { workShapes } from "#contracts/tables-work";

/** Every table of a business. The installation's own few are behind `Store.installation`. */
export type Tables = ShopTables &
  TalkTables &
  MoneyTables &
  CardTables &
  RefundRequestTables &
  RoutingTables &
  StatementTables &
  WorkTables;
export type TableName = keyof Tables;

/** The same tables as data: both engines, the migrations' check and the Citus rules read it. */
export const tableShapes: ShapesOf<Tables> = {
  ...shopShapes,
  ...talkShapes,
  ...moneyShapes,
  ...cardShapes,
  ...refundRequestShapes,
  ...routingShapes,
  ...statementShapes,
  ...workShapes,
};
