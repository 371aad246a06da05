import { BlockList, isIP } from "node:net";

/**
 * Addresses that are not on the public internet (IANA special-purpose registries for IPv4 and IPv6): this machine, its
 * networks, link-local (cloud metadata lives there), carrier-grade NAT, benchmarks, multicast, and the wrappings by
 * which an IPv4 address hides in an IPv6 one.
 */
const refused = new BlockList();
const v4 =
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 " +
  "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4";
const v6 =
  "::/128 ::1/128 ::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 " +
  "fc00::/7 fe80::/10 fec0::/10 ff00::/8";
const add = (ranges: string, family: "ipv4" | "ipv6"): void => {
  for (const range of ranges.split(" ")) {
    const [net = "", prefix = ""] = range.split("/");
    refused.addSubnet(net, Number(prefix), family);
  }
};
add(v4, "ipv4");
add(v6, "ipv6");

/** True when the address is no place of the public internet, or no address at all. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, "").split("%")[0] ?? "";
  const family = isIP(plain);
  if (family === 0) return true;
  return refused.check(plain, family === 6 ? "ipv6" : "ipv4");
}
