import { type Language, phrases } from '../language.ts';

export const english: Language = {
  code: 'en',
  name: 'English',
  notTypos: phrases(`
    stock, stick, struck, stack, stunk, snuck, truck, malls, maids, mains, quest, bonus, bound, bounty, dread,
    blacked, blocker, blockers, bouncy, messages, message, massage, massages, spoken, broker, failure, replay,
    relays, delay, relax, relied, repay, handling, banging, ranging, changing, hinging, handing, missing, mixing,
    piling, filing, filling, failing, falling, sailing, seeding, spending, sanding, standing, bending, tending,
    mending, emailed, emailing, mailed, mailing, arriving, driving, growing, throwing, blowing, waiting, writing,
    drown, ended, preferred, referred, differed, delivery, daily, rejoice, reflect, projects, detected, refuse,
    reused, deny, denies, blocks, looking, blinked, flocked, clocked, slower, hands, hanged, hanger, handle,
    failover, problem, probably, crushed, trashed, dies, dial, died, issued, tissue, issuer, tickets, broke, server,
    servers, orders, terror, mirror, error
  `),
  words: {
    aside: phrases(`
      mail|email|e-mail|mailed|emailed|mailing|emailing me|you|him|her|us|them|everyone|everybody|u|ya,
      just|please|pls|ill|will|can|could|should|would|to|lets|gonna|must|and|or|then|also mail|email me|you|him|her|us|them|everyone|everybody|u|ya|it|the|this|that|these|those|a|an|my|your|support|bob|alice|our,
      ll|will|can|could|shall|lets mail|email, please|pls mail|email the|it|this|that|these|those|a|your,
      send|sent|sending|wrote|write|writing|drop|dropped|shoot|forward|forwarded me|you|him|her|us|them|everyone|everybody|u|ya a|an|the|that|this|another|your? new|quick|short? mail|email|emails|mails,
      wrote|write|writing|drafting|draft|compose|composing|reading|answering a|an|the|that|this|my|your? long? mail|email|emails|mails,
      reply|replied|answer|answered|respond|responded to the|my|your|that|this|his|her|their mail|email|emails|mails,
      your|his|her|their mail|email|emails|mails,
      mail|email|mails|emails about|regarding|concerning|saying|says|said|stating|telling|titled|warning|asking,
      the|that|this mail|email i|you|he|she|they|bob|alice sent|send|wrote|forwarded|got|received,
      by|via|per|through|over mail|email,
      mail|email|e-mail addr*|account|accounts|thread|threads|chain|alias|aliases|format|header|headers|footer|campaign|campaigns|list|lists|order|man|room|box|slot|carrier|subscription*|attachment*|archive|archives|folder|folders|rule|rules|subject|body|design|password|migration|project|strategy|team|meeting|etiquette|validation|verification|parser|library|regex|field|form|input|column|integration|content|copy|text|wording|blast|provider|security|client|clients|ballot|ballots|voting|truck|van|pouch|bag|opener|fraud|scam|scams|conversation|discussion|overload|editor|preferences|settings|digest,
      snail|junk|spam|phishing|direct|fan|hate|royal|priority|certified|registered|daily|chain|air mail|mails|email|emails,
      incoming|inbound|unread mail|mails|email|emails,
      marketing|newsletter|promo|promotional|sales|campaign|recruiter|cold mail|mails|email|emails,
      check|read|see|open|answer your|my|ur|his|her|their mail|mails|email|emails,
      mail|email notifications settings|preferences,
      stuck in|at|behind traffic|meeting|meetings|a|customs|an|elevator|airport|office|home|work|london|berlin|line,
      stuck on|with this|that|my|the|a ticket|problem|puzzle|task|bug|code|level|homework|project|question|story|issue|review|exercise|call,
      feel|feeling|felt|got|am|im|i stuck, stuck in my head, daily mail, lost in the mail, check|cheque|package is? in the mail, mail slot|room|cart,
      relay race|races|team|switch|board|module|server-side|this|that|these|it|log|bin|coil,
      relay the|a message|info|information|news|word,
      get|take|pass|send|leave|got|took the|a|my|your|this|that|an message,
      commit|error|log|slack|chat|text|voice|direct|welcome|kafka|direct message|messages,
      write|slow|calm|sit|break|cool|narrow|turn|scroll|settle|drill|track|lay|note|written|shut|wrote|hunt|jot|come|came|upside|top|counting|count down,
      broken link|links|image|english|build|test|tests|window|heart|promise|leg, dead line|end|simple|letter,
      mailer|email preference|template, that HOST is|was|has, looking forward, up to date|you|us|speed,
      sign|signed|set|setting|what|whats|follow|catch|clean|bring|speed|wrap|heads|meet|pick|look|write|made|make up,
      not sure|only, no idea|clue|worries|rush|need|way|one|matter|thanks|doubt|wonder,
      don|dont know|think|want|worry|care, doesnt matter
    `),
    fixed: phrases(`
      works|work|working|flowing|running|fine|ok|okay|good|going|moving|sending|up|delivering|healthy|normal|out again|now|already|meanwhile,
      now|again works|working|fine|ok|okay|flowing|good|running,
      going|flowing|moving|sent|went|goes|flows|coming out|through|fine again|now, fixed, resolved, solved,
      sorted out?, recovered, unstuck, unblocked, back to normal, back up|online|again|in,
      is|are|was|were|came|its back, all|looks|looking good|clear|fine|ok, false alarm, never mind, nevermind, nvm,
      cleared, drained, caught up, got|went|goes|came|come|gets through fine|now|again|already,
      queue|queues is|are|was empty, went away, gone, thanks|thank for, thx for, good job|work|news,
      has|have|had|is|was|were been? repaired|restored, restored,
      no longer|more stuck|down|broken|blocked|hanging|failing|delayed|bouncing|deferred,
      problem|issue|incident|outage is? over|closed, isnt|not|arent stuck|down|broken|blocked any|anymore more?,
      under control, delivered successfully|fine, successfully delivered|sent, got|arrived|delivered in time
    `),
    mail: phrases(`
      e mail|mails, outgoing|outbound mail|mails|email|emails, outgoing, outbound, test mail|mails|email|emails
    `),
    system: phrases(`
      mail|email sending|sender|transport|transfer|agent|host|delivery|deliveries|processing|out,
      outgoing|outbound queue, mail spool, queue runner, mail log|logs|maillog
    `),
    weak: phrases(`
      notification, notifications, invoices, payslips, delivery, deliveries, login, msgs, mailing|mailings, alerts,
      reminders, smart-host
    `),
    telling: phrases(`
      relay is|was|keeps|now|again? rejects|rejecting|refuses|refusing|denies|denying|throttles|throttling|blocks|blocking|down|dead|unreachable,
      bounces everywhere|again, getting|lots|many|only|all|got of? bounces,
      mail|email outage|backlog|delay|delays|failure|failures|problem|problems|trouble|issue|issues|jam|blockage,
      non delivery, delivery failure|failures|failed|status, bounce backs, bouncebacks, relaying denied
    `),
    stuck: phrases(`
      take|takes|taking|took so? forever|hours|ages|days|minutes|long,       longer, bigger, larger, in the|my? queue, is|at|hit|hits|reached|went over|above|beyond, hang, hangs, hung, hanging, block, blocked, blocking, jam, jammed, clogged, clog*,
      backed|backing|backs|stacking|building|build|builds|piling|pile|piles|piled|queueing|queuing|queues|queue|queued up,
      queuing|queueing, piling, delayed, delay|delays, held, holding back,
      reject|rejects|rejected|rejecting|rejection|rejections, refuse|refuses|refused|refusing, denied|denies|deny,
      throttl*, late, lost, losing, vanish*, disappear*, swallow*, eaten, pending, waiting, sitting, sits, growing,
      grows, grew, keeps growing, grow, exploding, filling|fills up, full, overflow*, huge, long, backs|back up,
      returned, returning|returns to, come|comes|coming|came back, missing, trapped, frozen, freez*, stall*,
      undelivered, dropped|dropping|drops, rising, climbing, increasing, too big|long|large, mounting, accumulat*,
      blacklist*, blocklist*, stay|stays|staying in|on, quarantin*, kept, stopped|stopping|halted|ceased,
      gone missing, went missing,
      was|were|been|being|got|get|gets rejected|refused|deferred|bounced|denied|returned|dropped, in limbo,
      go|goes|going nowhere
    `),
    broken: phrases(`
      happen, happens, die, dies, died, dying, broke, breaks, fail, fails, failed, failing, failure|failures, problem|problems,
      trouble|troubles, issue|issues, wrong, outage, unavailable, unreachable, slow, sluggish, laggy, bad, busted,
      borked, fucked, screwed, hosed, toast, acting|playing up|weird, weird, expired, complain|complains|complaining,
      disrupted, degraded, invalid, unresponsive, misbehav*, unauthorized, went down|wrong, kicked the bucket, killed,
      strange, flaky, fubar, happened|happening, up with, shut down, not ok, faulty, hiccup*, struggling, affected
    `),
    move: phrases(`
      emailing, mailing, emailed, go|goes|going|get|gets|getting|went|come|comes|coming|make|makes|making|move|moves|moving|be|being|are|send|sends|sending it? out|through|anywhere|delivered|sent|across|past,
      out, sent, send, sends, sending, deliver, delivers, delivering, delivered, arrive, arrives, arriving, arrived,
      leave, leaves, leaving, left, flow, flows, flowing, move|moves|moving, reach|reaches|reaching|reached,
      receive|receives|receiving|received, get|gets|getting|got, come|comes|coming|came, transmit*,
      process|processed|processing, accept|accepts|accepted|accepting, dispatch*, relaying|relayed|relays,
      drain|drains|draining, show|shows|showing|turn|turning up, emptying, shrinking, connect|connects, authenticate*,
      resolve|resolves|resolving, clear|clearing|clears, exit|exiting,
      talk|talking|reply|replying|respond*|answer|answers|answering, seeing, go|goes|going, generating
    `),
    out: phrases(`
      emailing, mailing, emailed, go|goes|going|get|gets|getting|come|comes|coming|sent out, send, sends, sending, leave, leaves, leaving,
      going through
    `),
    works: phrases(`
      recover, recovering, work, works, working, worked, fine, run, runs, running, alive, healthy, good, normal, functional, functioning,
      operational, normally, active, start|starts|starting|started, started
    `),
    not: phrases(`
      not, isnt, arent, wasnt, werent, dont, doesnt, didnt, wont, cant, cannot, couldnt, havent, hasnt, hadnt, aint,
      never, nothing, none, unable, stopped, stops, ceased, nobody|noone, no one|longer, hardly, barely,
      fails|failed|failing|fail|refuses|refusing to, wouldnt, nt, neither, without, can not, didn, not yet
    `),
    no: phrases('no, zero, without|any'),
    since: phrases(`
      since, again, anymore, any more, today, for hours|days|minutes|ages, all day|morning|night, out of?, right now,
      at all, this morning, last hour|hours|minutes, everywhere, suddenly, lately, everything, overnight,
      after, at the moment, past hour, whatsoever,
      for|in? over|about|almost|the|last? an|a|one|two|three|several|some? hour|hours|day|days|min|mins|minutes
    `),
    still: phrases('still, keep|keeps, yet, again and again, repeatedly, constantly, again'),
    ask: phrases(`
      why, whats|what wrong|up|happening|happened|going|is|s, hows, how is|are|s|come|many|long,
      any|anyone|anybody|someone|somebody idea|ideas|know|knows|else|see|seeing|able|aware|got|having|news, any idea,
      wonder|wondering, what, which, where, when, y, who,
      problem|problems|issue|issues|trouble|anything|something wrong|with
    `),
    opens: phrases('is, are, did, does, do, has|have, was|were, can, could, isnt, arent, doesnt, dont'),
    greeting: phrases(`
      hey, hi, hello, good, morning, team, guys, all, folks, so, and, um, ok, yo, sorry, please, pls, quick, question,
      urgent, help
    `),
    request: phrases(`
      check, look at|into, have|take a|another? quick? look, diagnose, investigate, debug, troubleshoot, fix, help,
      look, status, have a peek, analyze, analyse, verify, inspect, examine, test, find out, need help
    `),
    was: phrases('was, were, had, used to'),
    yesterday: phrases(`
      yesterday, last|previous week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday|night|time,
      ago, other day, earlier, back in, in the past, years
    `),
    planned: phrases(`
      will|going|gonna be|to|go|stop|move|migrate|restart|shut, planned, scheduled, maintenance,
      next week|month|year|monday|weekend, tomorrow, upcoming, tonight at|from|between|we, be down|unavailable|offline tonight, would, might, could be, we should, lets, let us,
      plan to, wants to, want to, need to, have to, dont want
    `),
    condition: phrases(`
      if, when, whenever, in case, unless, suppose, imagine, assuming, once, until, so that, to avoid|prevent,
      how do|to|can|would|does|should, what does|is|are|if, whats a|an|the difference, remember, example
    `),
    client: phrases(`
      mailbox, mailboxes, my phone, my mac, mail app, browser, postman, mailman, post office, letterbox, parcel, letter,
      package, letters, stamps, postage, postal, newsletter, newsletters, campaign, marketing, unsubscribe*, spam,
      phishing, personal, attachment*, my mail|mails|email|emails, calendar, invite, invites, amazon, recruiter,
      voicemail, mailroom, courier, fedex, ups, delivery guy|driver, pizza, tweets, linkedin, drafts, outbox,
      signature, unread, font
    `),
    receive: phrases(`
      i|im|ive|id|we|weve|havent|didnt|you|u have|havent|am|are|do|dont|didnt|did|not|never|still|just? not|still|just|never|even|ever? receiv*|get|getting|got|seen|see|read|reply
    `),
    elsewhere: phrases(`
      printing, jobs, job, pipeline, pipelines, build, builds, deploy, deployment, ticket, tickets, logs, log4j,
      events, packets, traffic, data, heartbeats, metrics, alert manager, phone, calls, consumer, consumers, producer,
      topic, partition, elevator, train, coffee, supermarket, lunch, cinema, checkout, customs, road, flight, git,
      orders, vpn, wifi, disk, files, uploads, broker, payment, payments, tape, helpdesk queue, chat, ldap, ssh
    `),
    about: phrases(`
      version, versions, license, runbook, docs, documentation, wiki, article, blog, tutorial, postmortem, retro, pr, pull request, merge request,
      unit, slides, training, workshop, course, book, roadmap, feature, manual, chapter, wrote, story, joke,
      interview, backlog item, changelog, release notes, presentation, podcast, guide, faq, playbook, simulate,
      simulated, pretend, demo, knowledge base, confluence, test case|cases|suite, movie, sop, bot that, tool that,
      monitoring for, alert for
    `),
    turn: phrases('but, however, though, although, while, whereas, because, cause, cuz, yet, instead'),
    except: phrases('except, besides, other than, not, apart from, unlike, without, excluding, but not'),
    at: phrases('on, from, of, at, for, host, hosts, server, via, in, box, machine'),
    filler: phrases(`
      know, knows, tell, sure, whether, moment, currently, able, the, a, an, and, or, to, it, its, they, them, this, that, these, those, there, our, us, we, i, you, he, she, be,
      been, has, have, with, please, pls, hi, hello, hey, guys, team, all, any, some, just, only, now, by, am, pm, so,
      hours, users, customers, people, folks, something, anything, everything, morning, someone, somebody, anybody,
      anyone, thanks, seems, looks, like, here, more, about, who, than, as, not, get, getting, into, too, your, my
    `),
  },
};
