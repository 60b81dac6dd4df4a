/**
 * Words of the C library, `ping` and the tools of Windows in other languages, and the English words that the readers know. Accented
 * letters come in damaged copies as one or two other characters, so a dot with a count stands for them.
 */
const said: readonly (readonly [RegExp, string])[] = [
  [
    /Verbindungsaufbau abgelehnt|Connexion refus.{1,3}e|Conexi.{1,2}n re(?:husada|chazada)|Connessione rifiutata|Conex.{1,2}o recusada|\u0412 \u0441\u043e\u0435\u0434\u0438\u043d\u0435\u043d\u0438\u0438 \u043e\u0442\u043a\u0430\u0437\u0430\u043d\u043e|\u62d2\u7edd\u8fde\u63a5|\u8fde\u63a5\u88ab\u62d2\u7edd|\u63a5\u7d9a\u3092\u62d2\u5426\u3055\u308c\u307e\u3057\u305f/gi,
    'Connection refused',
  ],
  [
    /Die Wartezeit f.{1,2}r die Verbindung ist abgelaufen|Connexion termin.{1,2}e par expiration du d.{1,2}lai d.attente|Expir.{1,2} el tiempo de (?:espera de la )?conexi.{1,2}n|Connessione scaduta|Tempo esgotado para conex.{1,2}o|\u0412\u0440\u0435\u043c\u044f \u043e\u0436\u0438\u0434\u0430\u043d\u0438\u044f \u0441\u043e\u0435\u0434\u0438\u043d\u0435\u043d\u0438\u044f \u0438\u0441\u0442\u0435\u043a\u043b\u043e|\u8fde\u63a5\u8d85\u65f6|\u63a5\u7d9a\u304c\u30bf\u30a4\u30e0\u30a2\u30a6\u30c8\u3057\u307e\u3057\u305f/gi,
    'Connection timed out',
  ],
  [
    /Die Verbindung wurde vom Kommunikationspartner zur.{1,2}ckgesetzt|Connexion r.{1,2}-?initialis.{1,2}e par le correspondant|Conexi.{1,2}n reinicializada por la m.{1,2}quina remota/gi,
    'Connection reset by peer',
  ],
  [
    /Keine Route zum Zielrechner|Aucun chemin d.acc.{1,2}s pour atteindre l.h.{1,2}te cible|No existe ninguna ruta hasta el .host.|Nessun instradamento per l.host|N.{1,2}o h.{1,2} rota para o host|\u041d\u0435\u0442 \u043c\u0430\u0440\u0448\u0440\u0443\u0442\u0430 \u0434\u043e \u0443\u0437\u043b\u0430|\u6ca1\u6709\u5230\u4e3b\u673a\u7684\u8def\u7531|\u30db\u30b9\u30c8\u3078\u306e\u7d4c\u8def\u304c\u3042\u308a\u307e\u305b\u3093/gi,
    'No route to host',
  ],
  [
    /(?:Das )?Netzwerk ist nicht erreichbar|Le r.{1,2}seau n.est pas accessible|La red es inaccesible|La rete non .{1,2} raggiungibile|\u0421\u0435\u0442\u044c \u043d\u0435\u0434\u043e\u0441\u0442\u0443\u043f\u043d\u0430|\u7f51\u7edc\u4e0d\u53ef\u8fbe|\u30cd\u30c3\u30c8\u30ef\u30fc\u30af\u306b\u5c4a\u304d\u307e\u305b\u3093/gi,
    'Network is unreachable',
  ],
  [
    /Der Name oder der Dienst ist nicht bekannt|Nom ou service inconnu|Nombre o servicio desconocido|Nome o servizio sconosciuto|Nome ou servi.{1,2}o desconhecido|\u041d\u0435\u0438\u0437\u0432\u0435\u0441\u0442\u043d\u043e\u0435 \u0438\u043c\u044f \u0438\u043b\u0438 \u0441\u043b\u0443\u0436\u0431\u0430|\u0418\u043c\u044f \u0438\u043b\u0438 \u0441\u043b\u0443\u0436\u0431\u0430 \u043d\u0435 \u0438\u0437\u0432\u0435\u0441\u0442\u043d\u044b|\u672a\u77e5\u7684\u540d\u79f0\u6216\u670d\u52a1|\u540d\u524d\u307e\u305f\u306f\u30b5\u30fc\u30d3\u30b9\u304c\u4e0d\u660e\u3067\u3059/gi,
    'Name or service not known',
  ],
  [
    /Tempor.{1,2}rer Fehler bei der Namensaufl.{1,2}sung|.{1,2}chec temporaire dans la r.{1,2}solution (?:du nom)?|Fallo temporal en la resoluci.{1,2}n del nombre|Errore temporaneo nella risoluzione del nome|Falha tempor.{1,2}ria na resolu.{2,4}o de nome|\u57df\u540d\u89e3\u6790\u6682\u65f6\u5931\u8d25|\u540d\u524d\u89e3\u6c7a\u306b\u4e00\u6642\u7684\u306b\u5931\u6557\u3057\u307e\u3057\u305f/gi,
    'Temporary failure in name resolution',
  ],
  [
    /Ping-Anforderung konnte Host (\S{1,255}) nicht finden\..*|La requ.{1,2}te Ping n.a pas pu trouver l.h.{1,2}te (\S+).*|La solicitud de ping no pudo encontrar el host (\S+).*|Ping \u8bf7\u6c42\u627e\u4e0d\u5230\u4e3b\u673a\s+([^\s\u3002]+).*/g,
    'Ping request could not find host $1$2$3$4. Please check the name and try again.',
  ],
  [/(\*\*\* \S{1,255}) kann (\S{1,255}) nicht finden: /g, "$1 can't find $2: "],
  [/(\*\*\* \S{1,255}) ne parvient pas .{1,2} trouver (\S{1,255}).?: /g, "$1 can't find $2: "],
  [/(\*\*\* \S{1,255}) no encuentra (\S{1,255}): /g, "$1 can't find $2: "],
  [
    /Ping wird ausgef.{1,2}hrt f.{1,2}r (\S{1,255})(.{0,60}?) mit \d+ Bytes Daten|Envoi d.une requ.{1,2}te 'ping' sur (\S{1,255})(.{0,60}?) avec \d+ octets de donn.{1,2}es|Haciendo ping a (\S{1,255})(.{0,60}?) con \d+ bytes de datos|\u6b63\u5728 Ping (\S{1,255})(.{0,60}?) \u5177\u6709 \d+ \u5b57\u8282\u7684\u6570\u636e/g,
    'Pinging $1$3$5$7$2$4$6$8 with 32 bytes of data',
  ],
  [
    /^([ \t]*)(?:Antwort von|R.{1,2}ponse de|Respuesta desde|\u6765\u81ea) (\S+?)(?: ?\u7684\u56de\u590d)? ?: ?(?:Bytes|octets|\u5b57\u8282)=(\d+)/gim,
    '$1Reply from $2: bytes=$3',
  ],
  [
    /^([ \t]*)(?:Antwort von|R.{1,2}ponse de|Respuesta desde|\u6765\u81ea) (\S+?)(?: ?\u7684\u56de\u590d)? ?: ?/gim,
    '$1Reply from $2: ',
  ],
  [
    /Zielhost nicht erreichbar|Impossible de joindre l.h.{1,2}te de destination|Host de destino inaccesible|\u65e0\u6cd5\u8bbf\u95ee\u76ee\u6807\u4e3b\u673a/gi,
    'Destination host unreachable',
  ],
  [
    /Zeit.{1,2}berschreitung der Anforderung|D.{1,2}lai d.attente de la demande d.{1,2}pass.{1,2}|Tiempo de espera agotado para esta solicitud|\u8bf7\u6c42\u8d85\u65f6/gi,
    'Request timed out',
  ],
  [
    /^([ \t]*)(\d+) (?:Bytes von|octets de|bytes desde) (.{1,400}?) (?:Zeit|temps|tiempo)=/gm,
    '$1$2 bytes from $3 time=',
  ],
  [
    /(\d+) (?:Pakete .{1,2}bertragen|paquets? transmis|paquetes? transmitidos?), (\d+) (?:empfangen|re.{1,2}us?|recibidos?)/gi,
    '$1 packets transmitted, $2 received',
  ],
];

/** Longer texts are logs; daemons write those in English. */
const longest = 200_000;

/** A text with the known words of other languages put into English, so that one set of readers is enough. */
export const inEnglish = (text: string): string =>
  text.length > longest ? text : said.reduce((kept, [words, english]) => kept.replace(words, english), text);
