import { Anchor, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { routes } from "#api/routes";
import { addressOf } from "../api.ts";
import { useShop } from "../shop.tsx";
import { useWords } from "../words.tsx";
import { Icon } from "./icons.tsx";

/** What proves a sale, to be read or to be kept: the browser saves both. */
export function EvidenceLinks({ order }: { readonly order: string }): ReactNode {
  const w = useWords();
  const { slug } = useShop();
  const address = (form: "pdf" | "json"): string =>
    addressOf(routes.orderEvidence, { params: { shop: slug, order }, query: { form } });
  return (
    <Group gap="md">
      <Anchor size="sm" href={address("pdf")} download>
        <Icon name="shield" size={14} /> {w("evidence.read")}
      </Anchor>
      <Anchor size="sm" href={address("json")} download>
        <Icon name="file" size={14} /> {w("evidence.keep")}
      </Anchor>
    </Group>
  );
}
