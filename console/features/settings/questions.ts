import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BodyOf } from "#api/routes";
import type { Connection, ConnectionDraft } from "#api/settings";
import { call } from "../../api.ts";
import { useShop } from "../../shop.tsx";

/** The shop's profile. */
export function useProfile() {
  const { slug } = useShop();
  return useQuery({
    queryKey: [slug, "settings", "profile"],
    queryFn: ({ signal }) => call("profile", { params: { shop: slug }, signal }),
  });
}

/** Changes the shop's profile. */
export function useProfileChange() {
  const client = useQueryClient();
  const { slug } = useShop();
  return useMutation({
    mutationFn: (body: BodyOf<"changeProfile">) => call("changeProfile", { params: { shop: slug }, body }),
    onSuccess: (answer) => {
      client.setQueryData([slug, "settings", "profile"], answer);
      void client.invalidateQueries({ queryKey: ["me"] });
    },
  });
}

/** How the shop takes money: rails in their order, limits with what is used, who sells by text. */
export function useMoneySettings() {
  const { slug } = useShop();
  return useQuery({
    queryKey: [slug, "settings", "money"],
    queryFn: ({ signal }) => call("moneySettings", { params: { shop: slug }, signal }),
  });
}

/** Changes some of it. */
export function useMoneyChange() {
  const client = useQueryClient();
  const { slug } = useShop();
  return useMutation({
    mutationFn: (body: BodyOf<"changeMoneySettings">) => call("changeMoneySettings", { params: { shop: slug }, body }),
    onSuccess: (answer) => {
      client.setQueryData([slug, "settings", "money"], answer);
      void client.invalidateQueries({ queryKey: [slug, "settings", "connections"] });
    },
  });
}

/** Connected channels and rails, and the kinds there are. */
export function useConnections() {
  const { slug } = useShop();
  return useQuery({
    queryKey: [slug, "settings", "connections"],
    queryFn: async ({ signal }) => {
      const [plugs, connections] = await Promise.all([
        call("plugs", { params: { shop: slug }, signal }),
        call("connections", { params: { shop: slug }, signal }),
      ]);
      return { plugs, connections };
    },
  });
}

/** Saves a connection. */
export function usePutConnection() {
  const client = useQueryClient();
  const { slug } = useShop();
  return useMutation({
    mutationFn: (ask: { readonly plug: Connection["plug"]; readonly id: string; readonly body: ConnectionDraft }) =>
      call("putConnection", { params: { shop: slug, plug: ask.plug, connection: ask.id }, body: ask.body }),
    onSuccess: () => client.invalidateQueries({ queryKey: [slug, "settings", "connections"] }),
  });
}

/** Tries a connection's saved settings at its provider. */
export function useConnectionTest(connection: Pick<Connection, "plug" | "id">) {
  const { slug } = useShop();
  return useMutation({
    mutationFn: () =>
      call("testConnection", { params: { shop: slug, plug: connection.plug, connection: connection.id } }),
  });
}

/** The shop's answers to keywords. */
export function useAnswers() {
  const { slug } = useShop();
  return useQuery({
    queryKey: [slug, "settings", "answers"],
    queryFn: ({ signal }) => call("answers", { params: { shop: slug }, signal }),
  });
}

/** Adds an answer or changes one. */
export function useAnswerActs() {
  const client = useQueryClient();
  const { slug } = useShop();
  const onSuccess = () => client.invalidateQueries({ queryKey: [slug, "settings", "answers"] });
  const create = useMutation({
    mutationFn: (body: BodyOf<"createAnswer">) => call("createAnswer", { params: { shop: slug }, body }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ id, ...body }: BodyOf<"changeAnswer"> & { readonly id: string }) =>
      call("changeAnswer", { params: { shop: slug, answer: id }, body }),
    onSuccess,
  });
  return { create, change };
}
