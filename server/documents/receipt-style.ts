import { StyleSheet } from "@react-pdf/renderer";

const ink = "#1c2521";
const soft = "#5f6b66";
const accent = "#0b6b53";
const hair = "#d9dfdc";

/**
 * Measures in points of a page in A5, which has the shape of A4 and A6: printed on either, it only grows or
 * shrinks. No line height is set on the page: with one, the layout loses the foot.
 */
export const style = StyleSheet.create({
  page: {
    fontFamily: "Helvetica",
    fontSize: 9,
    color: ink,
    paddingTop: 34,
    paddingBottom: 58,
    paddingHorizontal: 32,
  },
  band: { position: "absolute", top: 0, left: 0, right: 0, height: 6, backgroundColor: accent },
  head: { flexDirection: "row", justifyContent: "space-between", alignItems: "flex-start" },
  shop: { flex: 1, paddingRight: 16 },
  shopName: { fontFamily: "Helvetica-Bold", fontSize: 17, lineHeight: 1.2, marginBottom: 4 },
  legal: { color: soft, fontSize: 8, lineHeight: 1.35 },
  kind: { alignItems: "flex-end" },
  title: { fontFamily: "Helvetica-Bold", fontSize: 11, color: accent, letterSpacing: 1.2, textTransform: "uppercase" },
  titleNumber: { fontSize: 11, marginTop: 4 },
  stamp: {
    marginTop: 7,
    paddingTop: 4,
    paddingBottom: 3,
    paddingHorizontal: 9,
    borderRadius: 8,
    backgroundColor: "#e3f1ec",
    color: accent,
    fontFamily: "Helvetica-Bold",
    fontSize: 8,
  },
  facts: {
    flexDirection: "row",
    marginTop: 16,
    paddingVertical: 8,
    borderTopWidth: 0.75,
    borderBottomWidth: 0.75,
    borderColor: hair,
  },
  fact: { flex: 1, paddingRight: 8 },
  label: { color: soft, fontSize: 7.5, marginBottom: 3 },
  columns: { flexDirection: "row", justifyContent: "space-between", marginTop: 14, marginBottom: 2 },
  line: {
    flexDirection: "row",
    justifyContent: "space-between",
    paddingVertical: 6,
    borderBottomWidth: 0.5,
    borderColor: hair,
  },
  lineText: { flex: 1, paddingRight: 14 },
  name: { fontFamily: "Helvetica-Bold", fontSize: 9.5, lineHeight: 1.3 },
  option: { color: soft, fontSize: 8, lineHeight: 1.35 },
  times: { color: soft, fontSize: 8, lineHeight: 1.35, marginTop: 1 },
  lineTotal: { fontSize: 9.5, textAlign: "right" },
  total: { flexDirection: "row", justifyContent: "space-between", alignItems: "flex-end", paddingTop: 10 },
  totalWord: { fontFamily: "Helvetica-Bold", fontSize: 12 },
  totalAmount: { fontFamily: "Helvetica-Bold", fontSize: 16, lineHeight: 1.1, color: accent },
  vat: { marginTop: 14, padding: 8, backgroundColor: "#f4f7f5", borderRadius: 4 },
  vatTitle: { fontFamily: "Helvetica-Bold", fontSize: 8, marginBottom: 1 },
  vatRow: { flexDirection: "row", marginTop: 3 },
  vatRate: { flex: 1, fontSize: 8 },
  vatCell: { flex: 1.4, fontSize: 8, textAlign: "right" },
  vatHead: { color: soft, fontSize: 7.5 },
  payment: { marginTop: 14, flexDirection: "row" },
  thanks: { marginTop: 18, fontFamily: "Helvetica-Bold", fontSize: 10, color: accent },
  foot: {
    position: "absolute",
    bottom: 22,
    left: 32,
    right: 32,
    paddingTop: 6,
    flexDirection: "row",
    justifyContent: "space-between",
    borderTopWidth: 0.5,
    borderColor: hair,
    color: soft,
    fontSize: 7.5,
  },
});
