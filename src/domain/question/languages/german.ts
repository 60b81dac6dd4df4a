import { type Language, phrases } from '../language.ts';

export const german: Language = {
  code: 'de',
  name: 'German',
  notTypos: phrases(`
    mehr, mais, stock, stueck, stuck, hangar, warten, garten, starten, karten, feier, fehlt, feler, problem, blocks,
    relais, defekte, gestern, gestört, schlange, nachricht, nachrichten, server, lange, fangen, hangen, gehangen,
    lesen, leser, senden, spenden, sende, enden, laufend, versand
  `),
  words: {
    aside: phrases(`
      mail|maile|mailst|schicke|schick|schreib|schreibe|sende|send|sendest|geschickt|maile|mailen|schicken|schreiben|schicktest dir|mir|euch|ihnen|ihm|ihr|uns|dich|mich eine|die|das|den|dann|mal|bitte|per|noch|gleich|morgen|später? mail|email|emails|mails?,
      dir|mir|euch|ihm|dich|mich eine|die|das|den|ne? mail|email|mails|emails,
      habe|hab dir|mir|euch|ihnen|ihm|ihr|uns|dich|mich eine|die|ne mail|email, per|via mail|email|emails,
      deine|dein|seine|ihre|eure|deiner|ihrer mail|mails|email|emails,
      mail|email|mails|emails|e-mails über|wegen|bezüglich|zum|zur|betreffend|mit, mailadresse*, mailingliste*,
      mailverteiler, verteiler,
      email|mail adresse*|konto|signatur|vorlage|verteiler|programm|client|kurs|schulung|postfach|app|thema|anhang|betreff|kampagne*|marketing,
      lies|lese|check|checke|prüf|prüfe|schau|beantworte deine|mal|meine|bitte|in? deine|meine mail|mails|emails,
      eingehende|eingehenden|eingehender|ankommende|empfangene|ungelesene mail|mails|email|emails, im stau,
      stau auf|bei|nach, druck|drucker|kafka|job warteschlange|queue, druckerwarteschlange, druckwarteschlange,
      warteschlange im|an|am|beim|bei|vor,
      steckt|stecke|hänge|stecken|hängen im|in stau|verkehr|meeting|meetings|besprechung|zug|aufzug|einem|einer|der|bahn|termin,
      hänge|stecke|häng gerade? an|noch|fest|bei, kein problem, keine ahnung|zeit|sorge|frage|lust, ich hänge,
      dass HOST, fehlermeldung*
    `),
    fixed: phrases(`
      läuft|laufen|geht|gehen|funktioniert|funktionieren|klappt|klappen|fließen|fließt|funzt|tut|kommen wieder|jetzt|inzwischen|nun|raus|alles|mittlerweile|durch|an? wieder|jetzt,
      wieder|jetzt|nun|inzwischen da|online|ok|okay|normal|in|gut|frei|raus|verschickt|zugestellt, behoben, gelöst,
      repariert, gefixt, erledigt, alles ok|gut|klar|super|bestens|wieder|in, fehlalarm,
      nicht mehr fest|gestört|kaputt|down|stuck|blockiert, hängt|hängen|klemmt|steckt nicht mehr, danke fürs|für,
      warteschlange ist? leer, hat|haben sich erledigt, abgearbeitet, wiederhergestellt, entstört, hat sich geklärt,
      geklärt
    `),
    mail: phrases(`
      e mail|mails, ausgehende|ausgehenden|ausgehender mail|mails|email|emails, testmail, testmails, mailen, emaile,
      nachrichtenmails, rechnungsmails, systemmails, benachrichtigungsmails, bestellmails, statusmails, infomails
    `),
    system: phrases(`
      mailversand, emailversand,
      e-mail|mail|email versand|server|dienst|system|verkehr|ausgang|zustellung|warteschlange|schlange|queue|spool,
      mailverkehr, mailausgang, mailzustellung, mailwarteschlange, mailschlange, mailsystem, maildienst, mailspool,
      postausgang, mailrelay, mailqueues, mailgateway
    `),
    weak: phrases(`
      warteschlange, nachrichten, benachrichtigungen, versand, zustellung, rechnungen, gehaltsabrechnungen,
      lohnabrechnungen, anmeldung, login
    `),
    telling: phrases(`
      relay|relais lehnt|verweigert|weist|blockt|blockiert|drosselt, überall|nur|lauter|wieder bounces, mailstau,
      mailproblem, mailprobleme, mailstörung, mailausfall, unzustellbar*, mailrückstau, zustellfehler, mailfehler,
      mail|email problem|probleme|störung|ausfall|rückstau|fehler, mail|mails|email sau|probleme
    `),
    stuck: phrases(`
      brauchen|braucht|dauern|dauert|dauerts so? ewig|stunden|lange|tage|ewigkeiten,       länger, größer, in der warteschlange|queue, hängt, hängen, hängengeblieben, hing, hingen, hangen, hänge, steckt, stecken, steckengeblieben, fest,
      festhängen, feststecken, klemmt, klemmen, staut, stauen, stau, rückstau, blockiert, blockieren, geblockt,
      gesperrt, verzögert, verzögern, verzögerung, verspätet, wächst, wachsen, voll, läuft voll|über, lang, riesig,
      abgelehnt, lehnt|lehnen, abgewiesen, weist, verweigert, verweigern, zurückgewiesen, zurück, zurückgestellt,
      prallen, liegen|liegt|bleiben|bleibt|blieben, liegen, liegengeblieben, warten, wartet, verloren, verschwinden,
      verschwunden, verschluckt, gedrosselt, stockt, stocken, steht, stehen, fehlen, fehlt, weg, sammeln, sammelt,
      stapeln, häufen, türmen, bounct, bouncen, rejected, eingefroren, ansteh*, staus, zurückgehalten, bounce*,
      ausgefallen, fällt|fallen aus, spinnt, zickt, streikt, lahmt, lahmgelegt
    `),
    broken: phrases(`
      aufgehängt, abgekackt, verreckt, kaputt, defekt, tot, gestorben, abgestürzt, abgeschmiert, abgeraucht, gestört, störung, störungen, problem,
      probleme, fehler, ausfall, langsam, lahm, down, nicht erreichbar, unerreichbar, los mit, was los, los,
      scheitert, scheitern, schlägt|schlagen fehl, fehlgeschlagen, fehlgeschlagen*, gecrasht, weggebrochen, ungültig,
      abgelaufen, gestoppt, gecrashed, bricht|brechen ab, meckert, zusammengebrochen, im eimer|arsch, kollabiert,
      stimmt
    `),
    move: phrases(`
      antwortet, antworten, reagiert, reagieren, geht|gehen|ging|gingen|kommt|kommen|kam|kamen|gegangen|rausgehen, raus, rausgegangen, raus*, durch, an, los,
      hinaus, weiter, verschickt, verschickt*, verschicken, versendet, versenden, versandt, gesendet, sendet, senden,
      schickt, schicken, zugestellt, zustellen, angekommen, ankommen, ausgeliefert, abgeschickt, weggeschickt,
      übertragen, verlässt|verlassen, empfangen, erhalten, bekommen, bekommt, akzeptiert, verarbeitet, fließen,
      fliesst|fließt, abgearbeitet, verlassen, erreichen, eintreffen, nimmt, annimmt, verbindet, rauskommen,
      wegzubekommen, leert, sehen
    `),
    out: phrases(`
      geht|gehen|kommt|kommen|ging raus, raus, rausgeht, verschickt, versendet, verlässt, hinaus
    `),
    works: phrases(`
      läuft, laufen, lief, liefen, funktioniert, funktionieren, klappt, klappen, funzt, tut, geht, ok, okay, gut,
      normal, aktiv, startet, gestartet, rund, in ordnung, erreichbar, problemlos, gelaufen, rennt, lebt
    `),
    not: phrases(`
      nicht, nichts, nix, nie, niemals, nimmer, net, ned, nich, niemand, keiner, nirgends, aufgehört
    `),
    no: phrases('kein, keine, keinen, keiner, keinerlei, null, ohne'),
    since: phrases(`
      seit, mehr, heute, wieder, aktuell, gerade, momentan, überall, schon, derzeit, stunden, seither, seitdem,
      plötzlich, alles, alle, dauernd, ständig
    `),
    still: phrases(`
      immer noch, noch immer, noch, weiterhin, nach wie vor, schon wieder, wieder, ständig, dauernd
    `),
    ask: phrases(`
      warum, wieso, weshalb, weswegen, was ist, was, wie, wo, weiß|weiss jemand, jemand, wer, wann
    `),
    opens: phrases(`
      ist, sind, hat, haben, kann, könnte, läuft, geht, gehen, kommen, gibt, gibts, hängt, hängen, funktioniert,
      kommt, stimmt, wird, werden, klappt, steckt, tut
    `),
    greeting: phrases(`
      hallo, hi, moin, servus, guten, morgen, tag, leute, kollegen, sorry, bitte, und, so, hey
    `),
    request: phrases(`
      prüf*, schau*, check*, nachsehen, nachschauen, anschauen, ansehen, guck*, gucken, kümmern, untersuch*, hilfe,
      bitte mal, diagnose, diagnostizier*, status, reinschauen, draufschauen, kontrollier*, teste*, sieh*
    `),
    was: phrases('war, waren, hatte, hatten, hing, hingen'),
    yesterday: phrases(`
      gestern, vorgestern, letzte|letzten|letzter|vorige woche|monat|jahr|montag|freitag|nacht|mal, damals, vorhin,
      früher, vor tagen|wochen, heute morgen|früh
    `),
    planned: phrases(`
      wartung, wartungsarbeiten, geplant, nächste|nächsten woche|montag|monat, wollen, sollten, könnte|würde,
      werden wir, wird abgeschaltet|umgestellt|gewartet|migriert|neu, wochenende wird, kann es
    `),
    condition: phrases(`
      wenn, falls, sobald, sofern, angenommen, im falle, wie kann|konfiguriere|richte|funktioniert|man,
      was bedeutet|heißt|ist ein|eine
    `),
    client: phrases(`
      postfach, posteingang, handy, briefkasten, postbote, briefträger, brief, briefe, paket, päckchen, newsletter,
      spam, phishing, werbung, werbemails, werbemail, kampagne, kalender, einladung, termin,
      meine|mein|meiner|meinen mail|mails|email|emails, anhang, dhl, laptop, signatur, entwürfe, privat*
    `),
    receive: phrases(`
      ich|wir habe|hab|haben|bekomme|bekommen|kriege|kriegen|erhalte|erhalten|empfange, bekomme ich, bei mir|uns
    `),
    elsewhere: phrases(`
      drucker, druckauftrag, druckaufträge, druck, druckjobs, jobs, job, kasse, aufträge, zug, bahn, verkehr,
      autobahn, aufzug, daten, bestellungen, telefon, hotline, dateien, tickets, supermarkt, festplatte, logs, pakete,
      backups, kantine, vpn, drucken, wlan, metriken
    `),
    about: phrases(`
      version, lizenz, handbuch, anleitung, doku, dokumentation, wiki, artikel, schulung, folien, ticket für, runbook, blog, pr,
      vortrag, kurs, nachbereitung, kapitel, konzept, angebot, seminar, pull request, feature
    `),
    turn: phrases('aber, jedoch, während, sondern, obwohl, weil, doch, dafür, allerdings, hingegen'),
    except: phrases('außer, ausser, nicht, ohne, bis auf, abgesehen von'),
    at: phrases(`
      auf, von, vom, bei, beim, für, aus, an, host, server, rechner, maschine, über, der, in
    `),
    filler: phrases(`
      weiß, wissen, moment, ob,       der, die, das, den, dem, des, ein, eine, einen, und, oder, ich, wir, ihr, sie, er, es, uns, mir, ist, sind, hat,
      haben, wird, werden, bitte, mal, moin, hallo, servus, hi, zu, zum, zur, mit, im, am, um, uhr, auch, sich, dass,
      jetzt, heute, morgen, unsere, unser, kunden, denn, da, ja, eigentlich, anscheinend, scheinbar, irgendwie, was,
      nur, gut, als, wie, kollegen, sehr, einer, einem, danke, leute, geben, gibt
    `),
  },
};
