import { type Language, phrases } from '../language.ts';

export const spanish: Language = {
  code: 'es',
  name: 'Spanish',
  notTypos: phrases(`
    corro, corre, corres, carro, carreo, colas, cosas, caída, calidad, bloque, bloques, parada, parados, perdió,
    mensaje, mensajes, fallo, salen, salón, sales, cliente, servidor, correr, creo, gracias, relevo, partido,
    colegio, colgar, malos, males, lento, tiempo
  `),
  words: {
    aside: phrases(`
      te|le|les|me|os|nos mando|envío|mandé|envié|escribo|enviaré|mandaré|enviare|mandare|paso|llegó|manda|mandas|envía|envías un|una|el|por|los|ese? correo|mail|email|mails|correos,
      mándame|envíame|mándale|envíale|envíanos|mandarme|enviarme|mandarte|enviarte|escríbeme un|una|el|por|los? correo|mail|email,
      manda|envía|enviar|mandar|escribir|escribe un|el correo|mail|email a|al, por|vía|mediante correo|mail|email,
      tu|tus|su|sus correo|correos|mail|mails|email|emails,
      correo|correos|mail|mails|email|emails sobre|acerca|respecto|con,
      lista|listas|dirección|direcciones|cuenta|cuentas|firma|plantilla|campaña|campañas|cliente|buzón|bandeja|oficina de correo|correos|mail|mails|email|emails|difusión|distribución,
      lee|revisa|mira|chequea|consulta tu|tus|el|mi|mis|su correo|correos|mail|mails|email|emails,
      correo|correos|mails|emails entrante|entrantes|basura|postal|certificado|publicitario|no deseado,
      correo|correos de marketing|publicidad, cola de? impresión|kafka|trabajos|impresora|rabbitmq|la|tickets,
      cola para|en el|la|los, la cola del|de supermercado|impresora|cine|banco,
      atascado|atascada|atrapado|parado en el|la|un|una? tráfico|atasco|reunión|ascensor|trafico|carretera,
      estoy atascado|atascada|bloqueado|bloqueada, sin problema|problemas|duda, no hay problema|prisa, que HOST,
      correos españa|está|esta cerrado|cerrada?
    `),
    fixed: phrases(`
      ya funciona|funcionan|sale|salen|está|están|va|van|anda|llegan|se|quedó,
      funciona|funcionan|sale|salen|anda|andan|llegan|va|van bien|ahora|normalmente|perfectamente,
      funciona|funcionan|sale|salen|anda|andan|llegan|va|van de|otra nuevo|vez,
      vuelve|vuelven|volvió|volvieron a, arreglado, arreglada, arreglados, resuelto, resuelta, solucionado,
      solucionada, solucionó, arregló, reparado, restablecido, restaurado, falsa alarma,
      todo está? bien|ok|correcto|normal, todo en orden, de nuevo ok|funcionando|operativo, desatascado, desbloqueado,
      desbloqueados, ya no hay|están|está, gracias por, cola está|esta vacía, recuperado, se recuperó, ya quedó
    `),
    mail: phrases(`
      correo, correos, correo electrónico, correos electrónicos, e mail|mails,
      correo|correos|mails|mail|emails|mensajes saliente|salientes,
      envío|envios|envíos de correo|correos|mail|mails|email|emails, coreo, coreos, corrreo, correso
    `),
    system: phrases(`
      servidor de? correo|mail|correos|email,
      cola de? correo|correos|mail|mails|sendmail|email|emails|mensajes|smtp|salida,
      servicio|relay|sistema|demonio|envío de? correo|mail|smtp|sendmail|correos
    `),
    weak: phrases(`
      cola, colas, mensajes, envíos, envío, notificaciones, facturas, nóminas, alertas, avisos, autenticación
    `),
    telling: phrases(`
      relay lo? rechaza|deniega|bloquea|está? caído?, rebotes por|en todas|todos,
      problema|problemas|fallo|fallos|lío con|de|en|del el|los? correo|correos|mail|mails|email,
      devoluciones de correo
    `),
    stuck: phrases(`
      cada vez más, en cola, en la cola, atascado, atascada, atascados, atascadas, atasco, atasca, atascan, atascó, bloqueado, bloqueada, bloqueados,
      bloqueadas, bloquea, bloquean, trabado, trabada, trabados, trabadas, traba, trancado*, parado, parada, parados,
      paradas, paró, detenido, detenidos, detenida, retenido, retenidos, retrasado, retrasados, retraso, retrasos,
      demora*, rechaza, rechazan, rechazado, rechazados, rechazando, rebota, rebotan, rebotados, rebotado, rebotando,
      devuelto, devueltos, devuelve, encolado, encolados, encolan, acumula, acumulan, acumulando, acumulados, crece,
      creciendo, crecer, llena, llenando, aumenta, perdido, perdidos, pierden, pierde, desaparecen, pendientes,
      pendiente, diferido, diferidos, estancado*, congelado*, quedan, queda, quedaron, tardan, tarda, faltan,
      denegado, deniega, larga, tarde, saturado, saturada, tragando, trancad*, en espera, pegado, pegados, frenado*,
      interrumpido*, retenida
    `),
    broken: phrases(`
      caído, caída, caídos, cayó, cae, muerto, muerta, murió, colgado, colgada, colgados, colgó, roto, rota, falla,
      fallan, falló, fallando, fallo, fallos, error, errores, problema, problemas, lento, lenta, lentos, down, pasa,
      pasando, ocurre, mal, inaccesible, averiado, dañado, no disponible, jodido, petado, crasheó, expirado, expiró,
      fuera de servicio, desconectado, crash, petó, incidencia, apagado, reventó, raro
    `),
    move: phrases(`
      sale, salen, salir, salió, salieron, saliendo, salido, envía, envían, enviar, enviado, enviados, enviando,
      envia, envian, llega, llegan, llegar, llegado, llegando, llegó, llegaron, entrega, entregan, entregado,
      entregados, entregando, manda, mandan, mandar, mandando, parte, pasan, pasar, procesa, procesan, recibe,
      reciben, recibimos, recibir, recibido, recibiendo, acepta, despacha*, transmite, abandona, abandonan, va, van,
      vacía, responde, conecta, mueve, mueven, reparte, baja
    `),
    out: phrases('sale, salen, envía, envia, está enviando'),
    works: phrases(`
      funciona, funcionan, funcionando, funcionar, anda, andan, bien, ok, corre, corriendo, marcha, activo, arriba,
      operativo, arranca, arrancado, normal, vivo, funcionaba, sirve, levanta, levantado, andando
    `),
    not: phrases(`
      no, nada, nunca, jamás, tampoco, nadie, imposible, dejó|dejaron|deja de, sin, incapaz, ni, paró de
    `),
    no: phrases('ningún, ninguno, ninguna, sin, no hay, cero, no'),
    since: phrases(`
      desde, hoy, otra vez, de nuevo, más, esta mañana, ya, hace, ahora, todo, todos, todas, en todas partes, horas,
      nuevamente, últimamente, tras
    `),
    still: phrases(`
      sigue, siguen, todavía, aún, aun, continúa, continúan, siempre, seguimos, otra vez, de nuevo
    `),
    ask: phrases(`
      por qué, por que, porque, porqué, qué, que pasa|ocurre|le, qué pasa, alguien, cómo, como está|va, cuántos,
      dónde, algún, xq, pq, alguna
    `),
    opens: phrases(`
      está, están, hay, puede, puedes, pueden, podría, podrías, funciona, sale, salen, se, podemos, sabéis, saben,
      sabe, estan, esta
    `),
    greeting: phrases('hola, buenas, buenos, días, tardes, equipo, oye, perdón, y, gente, hey'),
    request: phrases(`
      revis*, mirar, mira, mirad, miren, compro*, verific*, chequ*, diagnost*, ayuda, ayudar, investigar, ver, estado,
      echar un, analiz*, arreglar, echa un, echad, prueb*
    `),
    was: phrases('estaba, estaban, estuvo, estuvieron, era, había, hubo, tuvimos'),
    yesterday: phrases(`
      ayer, anteayer, anoche, la semana|vez pasada, el mes|año|lunes pasado, antes, antier, hace días|semanas
    `),
    planned: phrases(`
      será, serán, estará, mantenimiento, mañana, programado, programada, planificado, próxima semana, próximo,
      vamos a, deberíamos, habría que
    `),
    condition: phrases(`
      si, cuando, en caso, siempre que, suponiendo, imagina, cómo configur*|envío|puedo|se|instalo|hago|vacío,
      como configuro|configurar|envío|puedo, qué significa|es
    `),
    client: phrases(`
      buzón, bandeja, teléfono, móvil, cartero, oficina, paquete, paquetes, carta, cartas, newsletter, boletín,
      boletines, spam, phishing, publicidad, campaña, calendario, invitación,
      mi|mis correo|correos|mail|mails|email|emails, adjunto, adjuntos, sello, sellos, firma, marketing, postal,
      borrador*, portátil
    `),
    receive: phrases(`
      no me|nos llega|llegan|llegó|han|ha, no|nunca|aún recibo|recibimos|he|hemos|recibí, me llega|llegan
    `),
    elsewhere: phrases(`
      impresora, impresoras, impresión, trabajos, tareas, tickets, pedidos, datos, tráfico, trafico, supermercado,
      logs, tren, autopista, ascensor, llamadas, banco, cine, archivos, pagos, paquetes, teléfono, metro, vpn, disco,
      jobs, backups, métricas, coches
    `),
    about: phrases(`
      versión, licencia, documentación, wiki, artículo, tutorial, guía, curso, formación, manual, blog, capítulo, presentación,
      procedimiento, runbook, libro, taller, pull request
    `),
    turn: phrases('pero, aunque, mientras, sin embargo, sino, en cambio, y ahora'),
    except: phrases('excepto, salvo, menos, no, aparte de'),
    at: phrases('de, en, del, desde, para, servidor, máquina, a, host, equipo'),
    filler: phrases(`
      sabe, saben, momento,       el, la, los, las, un, una, unos, y, o, de, del, al, en, a, se, es, son, está, están, esta, estan, ha, han, me,
      te, le, nos, yo, tú, hola, buenas, buenos, días, gracias, favor, por, para, con, no, lo, les, su, sus, nuestro,
      nuestros, clientes, muy, ya, hay, que, como, desde, esto, este, estos, eso, parece, creo, todos, hoy, mañana,
      alguien, usuarios, más, ser, tan, tanto, he, mi, mis, tengo, puedes, ningún
    `),
  },
};
