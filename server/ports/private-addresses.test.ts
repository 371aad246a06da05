import { expect, it } from "vitest";
import { isPrivateAddress } from "./private-addresses.ts";

const inside =
  "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 " +
  "198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe ::7f00:1 64:ff9b::a00:1 2002:a00:1:: " +
  "fc00::1 fd12::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 2001:db8::1 [::1] localhost";
const outside = "8.8.8.8 1.1.1.1 172.32.0.1 100.128.0.1 169.253.1.1 2606:4700::1111 2a03:2880:f11c::1 ::ffff:8.8.8.8";

it.each(inside.split(" "))("takes %s for a place inside", (address) => expect(isPrivateAddress(address)).toBe(true));
it.each(outside.split(" "))("takes %s for a public place", (address) => expect(isPrivateAddress(address)).toBe(false));
