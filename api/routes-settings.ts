import { z } from "zod";
import { inShop, listOf } from "./identifier.ts";
import { moneySettings, moneySettingsChange } from "./money-settings.ts";
import { defineRoutes } from "./route.ts";
import {
  answerChange,
  answerDraft,
  connection,
  connectionDraft,
  connectionId,
  connectionTest,
  plug,
  profile,
  profileChange,
  shopAnswer,
} from "./settings.ts";

const policy = "owner" as const;
const tag = "Settings";
const oneConnection = inShop.extend({ plug: z.enum(["channel", "rail"]), connection: connectionId });
const oneAnswer = inShop.extend({ answer: z.string().max(80) });

/** What an owner sets. */
export const settingsRoutes = defineRoutes({
  profile: {
    method: "GET",
    path: "/api/v1/shops/:shop/settings/profile",
    policy,
    tag,
    summary: "The shop's profile",
    params: inShop,
    answer: profile,
  },
  changeProfile: {
    method: "PATCH",
    path: "/api/v1/shops/:shop/settings/profile",
    policy,
    tag,
    summary: "Change the shop's profile",
    params: inShop,
    body: profileChange,
    answer: profile,
  },
  moneySettings: {
    method: "GET",
    path: "/api/v1/shops/:shop/settings/money",
    policy,
    tag,
    summary: "How the shop takes money: its rails in their order, limits with what is used, who sells by text",
    params: inShop,
    answer: moneySettings,
  },
  changeMoneySettings: {
    method: "PATCH",
    path: "/api/v1/shops/:shop/settings/money",
    policy,
    tag,
    summary: "Change the order of rails, limits, who sells by text, or the template of links; what is absent stays",
    params: inShop,
    body: moneySettingsChange,
    answer: moneySettings,
  },
  plugs: {
    method: "GET",
    path: "/api/v1/shops/:shop/settings/plugs",
    policy,
    tag,
    summary: "The kinds of channel and rail this installation can connect, with their forms and guides",
    params: inShop,
    answer: listOf(plug),
  },
  connections: {
    method: "GET",
    path: "/api/v1/shops/:shop/settings/connections",
    policy,
    tag,
    summary: "Connected channels and rails; secrets are never shown",
    params: inShop,
    answer: listOf(connection),
  },
  putConnection: {
    method: "PUT",
    path: "/api/v1/shops/:shop/settings/connections/:plug/:connection",
    policy,
    tag,
    summary: "Connect a channel or rail, or change it; 409 when the id is taken in this installation",
    params: oneConnection,
    body: connectionDraft,
    answer: connection,
  },
  testConnection: {
    method: "POST",
    path: "/api/v1/shops/:shop/settings/connections/:plug/:connection/test",
    policy,
    tag,
    summary: "Try the saved settings at the provider: nothing is sent to a customer, no money moves",
    params: oneConnection,
    answer: connectionTest,
  },
  answers: {
    method: "GET",
    path: "/api/v1/shops/:shop/settings/answers",
    policy,
    tag,
    summary: "Answers to keywords, archived ones too",
    params: inShop,
    answer: listOf(shopAnswer),
  },
  createAnswer: {
    method: "POST",
    path: "/api/v1/shops/:shop/settings/answers",
    policy,
    tag,
    summary: "Add an answer",
    params: inShop,
    body: answerDraft,
    answer: shopAnswer,
    status: 201,
  },
  changeAnswer: {
    method: "PATCH",
    path: "/api/v1/shops/:shop/settings/answers/:answer",
    policy,
    tag,
    summary: "Change an answer, archive it or bring it back",
    params: oneAnswer,
    body: answerChange,
    answer: shopAnswer,
  },
});
