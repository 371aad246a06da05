/**
 * Words that are no person's name, in our five languages, without accents and in small letters: what is counted,
 * measured, asked, said in passing, a part of a date or of an address. Each stands once, in its first language. Someone
 * of such a name is written in quotes. The list keeps the till from asking back at ordinary talk; that no stranger is
 * charged is the caller's look-up.
 */
const lists: readonly string[] = [
  // English
  "a an the and or of for to at on in by from with without per each is are was were be been am do does did done " +
    "have has had will would can could should i you he she it we they me him us them my your his her its our their " +
    "mine yours this that these those here there now then when where who what why how much many more less please " +
    "thanks thank ok okay yes no not hello hi hey sorry wait paid pay pays paying payment sent send got get give " +
    "given need needs want wants owe owes cost costs price prices total sum deposit change tip off discount free " +
    "sale order orders invoice receipt ref reference delivery shipping table chair chairs room rooms people person " +
    "persons guest guests piece pieces pcs pc item items unit units pair pairs box boxes bottle bottles bag bags " +
    "kilo kilos gram grams metre metres meter meters litre litres inch inches foot feet minute minutes min mins " +
    "hour hours hrs hr second seconds sec day days week weeks month months year years pm today tomorrow yesterday " +
    "tonight morning evening noon monday tuesday wednesday thursday friday saturday sunday january february march " +
    "april june july august september october november december street road avenue lane square floor km cm mm kg ml " +
    "mg times percent points stars left right call text message code charge charged debit credit dont doesnt isnt " +
    "cant wont top try all mad sos gel php pen cup cop mur ils",
  // French
  "le la les l un une des du de d et ou au aux en dans sur sous pour par avec sans chez est sont etait suis es ai " +
    "as avez ont avons j je tu il elle nous vous elles ce cet cette ces mon ma mes ton ta tes son sa ses notre nos " +
    "votre vos leur ici maintenant puis quand qui que quoi quel quelle combien plus moins merci svp stp oui non pas " +
    "bonjour bonsoir salut desole attends attendez paye payes payee payer paiement envoye envoyer recu recois donne " +
    "prix somme acompte monnaie pourboire remise offert commande commandes facture livraison tables chaise chaises " +
    "chambre chambres personne personnes article articles paire paires boite boites bouteille bouteilles sac sacs " +
    "gramme grammes heure heures h seconde secondes jour jours semaine semaines mois ans annee annees demain hier " +
    "soir matin midi lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin " +
    "juillet aout septembre octobre novembre decembre rue boulevard bd place chemin allee impasse quai etage bis " +
    "ter fois livre livres debiter debite encaisser encaisse facturer",
  // Italian
  "lo gli uno una e o di da del dello della dei degli delle al allo alla agli alle dal dalla nel nella sul sulla " +
    "con su tra fra si sono era ho hai ha abbiamo avete hanno io lui lei noi voi loro mi ti ci vi questo questa " +
    "quello quella mio mia tuo tua suo sua nostro ora poi quando dove chi che cosa quanto quanti quanta piu meno " +
    "grazie prego certo ciao buongiorno buonasera scusa aspetta pagato pagare pagamento inviato ricevuto prezzo " +
    "prezzi totale somma acconto resto mancia sconto gratis ordine ordini fattura consegna tavolo tavoli sedia " +
    "sedie camera camere persona persone pezzo pezzi articolo articoli paio paia scatola scatole bottiglia " +
    "bottiglie borsa borse grammi minuti minuto ore giorno giorni settimana settimane mese mesi anno anni domani " +
    "ieri sera mattina mezzogiorno lunedi martedi mercoledi giovedi venerdi sabato domenica gennaio febbraio marzo " +
    "aprile maggio giugno luglio agosto settembre ottobre dicembre via viale piazza corso vicolo piano volte " +
    "addebita addebitare incassa incassare",
  // Spanish
  "el los las unos unas y sin por para se soy tengo tiene hay yo ella nosotros ellos este esta estos eso mis tus " +
    "sus nuestro aqui ahora luego cuando donde quien cuanto cuantos cuanta mas menos gracias favor vale hola buenas " +
    "buenos perdon espera pagado pagar pago enviado recibido precio precios suma senal cambio propina descuento " +
    "pedido pedidos factura envio mesa mesas silla sillas habitacion personas pieza piezas articulo articulos pares " +
    "caja cajas botella botellas bolsa bolsas gramos minutos hora horas dia dias semana semanas meses ano anos " +
    "manana ayer tarde noche mediodia lunes martes miercoles jueves viernes sabado domingo enero febrero abril mayo " +
    "junio julio septiembre octubre noviembre diciembre calle avenida plaza paseo piso veces cobrar cobra cobre",
  // Portuguese
  "os um uns umas dos das na nas ao em com sem pelo pela pra sou tenho tem eu ele ela eles elas voce voces isso " +
    "isto meu minha seu nosso agora depois onde quem quantos mais obrigado obrigada sim nao ola oi bom boa desculpe " +
    "espere paguei recebido preco precos valor soma sinal troco gorjeta desconto encomenda fatura nota entrega " +
    "cadeira cadeiras quarto pessoa pessoas peca pecas artigo caixa caixas garrafa garrafas saco sacola gramas " +
    "amanha ontem noite meio segunda terca quarta quinta sexta janeiro fevereiro marco maio junho julho setembro " +
    "outubro novembro dezembro rua praca travessa andar vezes cobranca debitar",
];

/** All of them. */
export const ordinaryWords: ReadonlySet<string> = new Set(lists.flatMap((list) => list.split(" ")));

/** Small words that stand inside names: "Ana da Silva", "Eva van den Berg". */
export const nameParticles: ReadonlySet<string> = new Set(
  "da de del della den der di do dos das du el la le van von y e".split(" "),
);
