import { type Language, phrases } from '../language.ts';

export const french: Language = {
  code: 'fr',
  name: 'French',
  notTypos: phrases(`
    bloc, blocs, message, messages, partie, parties, plante, plantes, refus, relai, serveur, lettre, lettres, envie,
    envies, courir, courrier, passe, erreur, perdre, lents, panne, panneau, mais, maîtres, queues, porte, portent,
    rester, reste, remise, retour, courses, mourir
  `),
  words: {
    aside: phrases(`
      te|vous|me|lui|nous|leur envoie|envoyer|envoyé|écris|écrire|enverrai|enverra|enverrons|transmets|ai un|une|le|les|des|ton|par? mail|email|courriel|mails,
      envoie|envoyez|envoyer|envoies moi|lui|nous|leur un|une|le|les|ça? mail|email|courriel?,
      un mail|email|courriel à, par mail|email|courriel|courrier,
      ton|ta|tes|votre|vos|son|sa mail|mails|email|emails|courriel|courriels|courrier,
      mail|email|courriel|mails|emails au sujet|propos, mail|email|courriel concernant|à,
      adresse*|liste|listes|compte|signature|modèle|campagne|campagnes|boîte|boite|client|application|pièce jointe? de|des|du|d? mail|mails|email|emails|courriel|courriels|diffusion,
      lis|lisez|vérifie|vérifiez|regarde|consulte|consultez tes|ton|vos|votre|mes|les? mail|mails|email|emails|courriels,
      courrier|mail|mails|courriels|emails entrant|entrants|indésirable*|recommandé|postal|publicitaire*|marketing,
      file|queue d? impression|kafka|attente kafka|impression,
      file d attente kafka|impression|rabbitmq|de|des jobs|impression|tickets|travaux,
      file d attente de l imprimante|impression, file d attente à|au|pour la|le?, pas de souci|problème|panique,
      coincé|coincée|bloqué|bloquée dans|en les|des|le|la|l|un|une? embouteillages|bouchons|réunion|ascenseur|train|métro|traffic|circulation,
      je suis bloqué|bloquée|coincé|coincée, que HOST, de rien, en fait
    `),
    fixed: phrases(`
      remarche, remarchent, refonctionne, refonctionnent, repart, repartent, reparti, repartis, réparé, résolu,
      résolue, corrigé, réglé, rétabli, rétablie, débloqué, débloqués, débloquée,
      fonctionne|fonctionnent|marche|marchent|part|partent|passent|passe|sortent de|à|maintenant|bien nouveau|maintenant,
      marche|marchent|fonctionne|fonctionnent|partent|passent|va|vont|sortent bien|maintenant|normalement|parfaitement,
      de nouveau|retour ok|normale|opérationnel, tout va|est|fonctionne|marche bien|ok|bon|rentré|dans, fausse alerte,
      c est bon|réglé|ok|réparé|résolu|reparti|fini, n est|sont plus bloqué*|coincé*|panne,
      plus bloqué|bloqués|de problème|soucis, merci pour|d, est|sont de nouveau, file|queue est vide,
      rentré dans l ordre, en? ordre
    `),
    mail: phrases(`
      e mail|mails, courriel, courriels, messagerie, mel, mels,
      mail|mails|courrier|courriers|courriels|emails|messages sortant|sortants, courrier électronique,
      courriers électroniques, courrier, envoi|envois de|des|d mail|mails|email|emails|courriels|courriel
    `),
    system: phrases(`
      serveur de|d mail|mails|messagerie|email|courriel|courrier,
      file|queue d? attente? de|des|d mail|mails|email|emails|courriels|messages|sendmail|courrier,
      queue|file|relais|serveur|service|démon mail|smtp|sendmail|messagerie, relais smtp,
      file d attente sendmail|smtp|mail
    `),
    weak: phrases(`
      file, file d attente, relais, envois, envoi, notifications, factures, bulletins, alertes, authentification,
      messages
    `),
    telling: phrases(`
      relais|relay rejette|refuse|bloque|smtp? tout|rejette|refuse?, rebonds partout,
      problème|problèmes|souci|soucis|panne de|d|avec mail|mails|messagerie|email|courriel|courriels
    `),
    stuck: phrases(`
      met|mettent|mis|mettre|mettaient des? heures|longtemps|temps|jours|plombes|siècles, de plus en plus, en file, bloqué, bloqués, bloquée, bloquées, bloque, bloquent, blocage, coincé, coincés, coincée, coincées, coince,
      coincent, en attente, attente, retard, en retard, retardé*, rejeté*, rejette, rejettent, rejet, rejets, refusé,
      refusés, refusée, refusées, refuse, refusent, différé*, perdu, perdus, perd, perdent, disparaissent, disparu*,
      s accumul*, accumul*, grossit, grandit, augmente, gonfle, s allonge, allonge, pleine, plein, saturé*, sature,
      explose, figé*, gelé*, reviennent, revient, retournés, rebond*, stagn*, entassent, entasse, s entassent,
      traînent, restent|reste|resté|restés, arrêté, arrêtés, arrêtée, manquent, suspendu*, se déborde, déborde,
      interrompu*, longue, empil*, augmenter
    `),
    broken: phrases(`
      panne, en panne, en rade, planté, plantée, plantés, plante, plantent, mort, morte, morts, crashé, tombé, tombée,
      tombe, cassé, cassée, hs, hors service, problème, problèmes, souci, soucis, erreur, erreurs, lent, lente, lents,
      plus lent, lenteur*, échoue, échouent, échec, échecs, down, indisponible, injoignable, dysfonctionn*, cloche,
      expiré, coupé, coupée, déconne, déconnent, ramer, rame, rament, ralenti*, arrêt, passe avec, se passe, foutu,
      plus joignable, perturbé*, par terre, à terre, aux fraises, incident
    `),
    move: phrases(`
      part, partent, partir, parti, partis, parties, sort, sortent, sortir, sorti, sortis, arrive, arrivent, arriver,
      arrivés, arrivé, envoie, envoient, envoyer, envoyé, envoyés, envoyées, envoyée, passe, passent, passer, livré,
      livrés, délivré, délivrés, quitte, quittent, distribué*, distribue, expédié, expédiés, transmis, reçoit,
      reçoivent, recevoir, reçu, reçus, accepte, achemin*, traité, traités, parviennent, parvient, vide, répond,
      répondent, avance, bouge, bougent, connecte, remis, recevons, voit
    `),
    out: phrases('envoie, envoient, part, partent, sort, sortent, quitte'),
    works: phrases(`
      marche, marchent, fonctionne, fonctionnent, fonctionner, tourne, tournent, va, vont, ok, bien, actif, démarre,
      opérationnel*, normale, normal, debout, démarré, vivant, fonctionné, marcher
    `),
    not: phrases(`
      pas, plus, rien, jamais, personne, aucunement, impossible, cessé, arrête, arrêtent, refuse|refusent de|d,
      aucune
    `),
    no: phrases('aucun, aucune, plus de|d|aucun|aucune|un|le, pas de|d, sans, zéro, plus'),
    since: phrases(`
      depuis, encore, ce matin, aujourd hui, à nouveau, de nouveau, partout, soudain, toujours, du tout, en ce moment,
      actuellement, tout, tous, toutes, heures
    `),
    still: phrases('toujours, encore, sans arrêt, de nouveau'),
    ask: phrases(`
      pourquoi, est ce que, qu est ce, que se passe, qu, quel, quelle, comment, quelqu un, il y a, savez, sait, où,
      c est quoi, combien, pk, pq, un problème, problème, des nouvelles
    `),
    opens: phrases('est, sont, peut, pouvez, pourriez, peux, y a t'),
    greeting: phrases('bonjour, salut, hello, coucou, svp, bonsoir, et, à, tous, équipe, hey'),
    request: phrases(`
      vérifi*, regard*, contrôl*, diagnosti*, voir, jeter un, check*, checker, aide, aider, analys*, examin*, statut,
      état, tester, teste, inspect*
    `),
    was: phrases('était, étaient, avait, avaient, fut'),
    yesterday: phrases(`
      hier, avant hier, semaine|mois|année|nuit dernière|dernier|passée, la dernière fois, il y a, tout à l heure,
      autrefois
    `),
    planned: phrases(`
      sera, seront, prévu, prévue, maintenance, demain, planifié*, semaine prochaine, mois prochain, allons, faudrait,
      devrait, devrions, va être
    `),
    condition: phrases(`
      si, quand, lorsque, dès que, au cas où, en cas, imaginons, supposons,
      comment configurer|faire|on|envoyer|installer|vider|peut, que signifie, c est quoi
    `),
    client: phrases(`
      boîte, boite, téléphone, portable, facteur, la poste, colis, lettre, lettres, newsletter, newsletters, spam,
      spams, phishing, publicité, publicitaire*, campagne, calendrier, invitation, invitations,
      mon|ma|mes mail|mails|email|emails|courriel|courriels|messagerie, pièce jointe, timbre, timbres, postal,
      brouillon*, marketing, prospection, bal, enveloppe
    `),
    receive: phrases(`
      je|j|nous|on ne|n|ai|avons|a? ai|avons|a|pas|plus|rien|toujours|jamais? pas|plus|rien|toujours|jamais|ai? reçois|reçoit|recevons|reçu,
      on ne reçoit
    `),
    elsewhere: phrases(`
      imprimante, imprimantes, impression, impressions, jobs, job, travaux, tickets, commandes, données, logs, train,
      route, trafic, autoroute, ascenseur, téléphones, fichiers, paiements, caisse, sauvegarde, sauvegardes, appels,
      vpn, métro, guichet, cantine, métriques, colis
    `),
    about: phrases(`
      version, licence, doc, documentation, wiki, article, tutoriel, guide, formation, cours, manuel, procédure, blog, chapitre,
      présentation, runbook, livre, ticket pour, pull request, post mortem
    `),
    turn: phrases(`
      mais, cependant, pourtant, alors que, tandis que, par contre, parce que, car, et maintenant, puis
    `),
    except: phrases('sauf, excepté, hormis, à part, pas, mais pas'),
    at: phrases('de, sur, du, depuis, chez, pour, serveur, machine, à, par, d, hôte'),
    filler: phrases(`
      savez, sais, moment,       le, la, les, l, un, une, des, du, de, d, au, aux, et, ou, je, j, tu, il, elle, on, nous, vous, ils, elles, ne,
      n, pas, est, sont, a, ont, avec, dans, en, sur, pour, par, qui, que, qu, ce, ca, c, s, se, y, t, bonjour, salut,
      svp, merci, tous, tout, toutes, nos, notre, clients, matin, heures, plait, depuis, bon, été, semble, semblent,
      cette, ces, très, sans, bien, quelqu, suis, ai, avons, mon, mes, chez
    `),
  },
};
