import { z } from "zod";
import { deadLetter } from "./dead-letter.ts";
import { inShop, letterId, listOf, noticeId } from "./identifier.ts";
import { notice, noticeChange, noticeQuery } from "./notice.ts";
import { pageOf, pageQuery } from "./page.ts";
import { anySku, product, productChange, productDraft, productQuery, stockChange } from "./product.ts";
import { defineRoutes } from "./route.ts";
import { found, searchQuery, summary } from "./summary.ts";

const policy = "operator" as const;
const oneProduct = inShop.extend({ sku: anySku });

/** The catalogue, the day, notices, what needs a person, and the live stream. */
export const shopRoutes = defineRoutes({
  products: {
    method: "GET",
    path: "/api/v1/shops/:shop/products",
    policy,
    tag: "Products",
    summary: "The catalogue in its order",
    params: inShop,
    query: productQuery,
    answer: listOf(product),
  },
  product: {
    method: "GET",
    path: "/api/v1/shops/:shop/products/:sku",
    policy,
    tag: "Products",
    summary: "One product",
    params: oneProduct,
    answer: product,
  },
  createProduct: {
    method: "POST",
    path: "/api/v1/shops/:shop/products",
    policy: "owner",
    tag: "Products",
    summary: "Add a product; 409 when the sku exists",
    params: inShop,
    body: productDraft,
    answer: product,
    status: 201,
  },
  changeProduct: {
    method: "PATCH",
    path: "/api/v1/shops/:shop/products/:sku",
    policy: "owner",
    tag: "Products",
    summary: "Change a product, archive it or bring it back",
    params: oneProduct,
    body: productChange,
    answer: product,
  },
  changeStock: {
    method: "POST",
    path: "/api/v1/shops/:shop/products/:sku/stock",
    policy,
    tag: "Products",
    summary: "Set or move the stock; 409 when it is not what was expected, or would fall below zero",
    params: oneProduct,
    body: stockChange,
    answer: product,
  },
  summary: {
    method: "GET",
    path: "/api/v1/shops/:shop/summary",
    policy,
    tag: "Shop",
    summary: "Today in figures",
    params: inShop,
    answer: summary,
  },
  search: {
    method: "GET",
    path: "/api/v1/shops/:shop/search",
    policy,
    tag: "Shop",
    summary: "Find threads, orders, payments and products",
    params: inShop,
    query: searchQuery,
    answer: found,
  },
  notices: {
    method: "GET",
    path: "/api/v1/shops/:shop/notices",
    policy,
    tag: "Notices",
    summary: "News for the merchant, the newest first",
    params: inShop,
    query: noticeQuery,
    answer: pageOf(notice),
  },
  changeNotice: {
    method: "PATCH",
    path: "/api/v1/shops/:shop/notices/:notice",
    policy,
    tag: "Notices",
    summary: "Tick a notice off, or take the tick back",
    params: inShop.extend({ notice: noticeId }),
    body: noticeChange,
    answer: notice,
  },
  deadLetters: {
    method: "GET",
    path: "/api/v1/shops/:shop/dead-letters",
    policy,
    tag: "Dead letters",
    summary: "Work that could not be done, the newest first",
    params: inShop,
    query: pageQuery,
    answer: pageOf(deadLetter),
  },
  replayDeadLetter: {
    method: "POST",
    path: "/api/v1/shops/:shop/dead-letters/:letter/replay",
    policy: "owner",
    tag: "Dead letters",
    summary: "Try it again",
    params: inShop.extend({ letter: letterId }),
    answer: z.object({ state: z.enum(["queued", "done", "failed"]), problem: z.string().nullable() }),
    status: 202,
    idempotent: true,
  },
  live: {
    method: "GET",
    path: "/api/v1/shops/:shop/live",
    policy,
    tag: "Shop",
    summary: "What changes, as it changes: server-sent events, each a LiveEvent; resumes after Last-Event-ID",
    params: inShop,
    answer: "events",
  },
});
