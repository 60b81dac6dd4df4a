/**
 * What keeps secrets on the host: every line passes here before it leaves. `read_secrets` learns the login data that the host
 * itself holds, so that an echo of it is found in whatever form; the functions of `redactionAwk` cover it, and what looks like
 * login data of others. Secrets travel between the shell's own processes only: never as an argument, in the environment or in a file.
 *
 * `secrets` holds one hexadecimal word each, the longest first: `s` what must not be seen at all, `u` a user name that is cut short.
 * An awk text between single quotes: no single quote may stand in it. No intervals in expressions: not every awk knows them.
 */
export const secretsReader = String.raw`
read_secrets() {
  secrets=$( {
    if [ -n "$auth_map" ]; then
      root cat "$auth_map"
      if [ -n "$auth_type" ] && have makemap; then read_map "$auth_type" "$auth_map"; fi
    fi
    if [ -n "$default_auth" ]; then echo '= default'; root cat "$default_auth"; fi
  } 2>/dev/null | awk '
    BEGIN {
      for (i = 1; i < 256; i++) code[sprintf("%c", i)] = i
      digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
      split("1 2 4 8 16 32 64 128", power, " ")
      # Words that say nothing about whose they are, and that a log cannot do without.
      n = split("apikey sendmail postmaster mailer smtp relay mail root admin user username password passwd secret login auth plain public private noreply localhost", word, " ")
      for (i = 1; i <= n; i++) common[word[i]] = 1
    }
    function hex(text,   i, out) { out = ""; for (i = 1; i <= length(text); i++) out = out sprintf("%02x", code[substr(text, i, 1)]); return out }
    function keep(kind, text) { if (!((kind text) in seen)) { seen[kind text] = 1; form[++forms] = kind hex(text) } }
    # The characters of base64 that this text alone decides, when "before" bytes (modulo 3) stand before it.
    function inner(text, before,   i, n, bits, value, out) {
      bits = 0; value = 0; out = ""
      for (i = 1 - before; i <= length(text); i++) {
        value = value * 256 + (i < 1 ? 0 : code[substr(text, i, 1)]); bits += 8
        while (bits >= 6) { bits -= 6; n = int(value / power[bits + 1]); out = out substr(digits, n + 1, 1); value -= n * power[bits + 1] }
      }
      return substr(out, before == 0 ? 1 : before + 2)
    }
    function decode(text,   i, n, bits, value, out) {
      bits = 0; value = 0; out = ""
      for (i = 1; i <= length(text); i++) {
        n = index(digits, substr(text, i, 1)) - 1; if (n < 0) continue
        value = value * 64 + n; bits += 6
        if (bits >= 8) { bits -= 8; n = int(value / power[bits + 1]); if (n) out = out sprintf("%c", n); value -= n * power[bits + 1] }
      }
      return out
    }
    function coded(text,   url, before, b) {
      for (before = 0; before < 3; before++) {
        b = inner(text, before); if (length(b) < 7) continue
        keep("s", b); if (gsub(/\+/, "-", b) + gsub(/\//, "_", b)) keep("s", b)
      }
      if (length(text) < 4) return
      b = hex(text); keep("s", b); keep("s", toupper(b))
      url = percent(text, "[A-Za-z0-9._~-]"); if (url == text) return
      keep("s", url); keep("s", percent(text, "[A-Za-z0-9._~!*()-]"))
      gsub(/%/, "\001", url); keep("s", small_codes(url))
    }
    function percent(text, plain,   i, c, url) { url = ""; for (i = 1; i <= length(text); i++) { c = substr(text, i, 1); url = url (c ~ plain ? c : "%" toupper(hex(c))) } return url }
    function small_codes(url,   out, at) { out = ""; while ((at = index(url, "\001")) > 0) { out = out substr(url, 1, at - 1) "%" tolower(substr(url, at + 1, 2)); url = substr(url, at + 3) } return out url }
    function field(kind, text) {
      if (text == "" || (tolower(text) in common)) return
      if (kind == "P") { if (length(text) >= 4) keep("s", text) }
      else if (length(text) >= 4 && index(text, "@") == 0) keep("u", text)
      coded(text)
    }
    function read_field(text) {
      sub(/^[ \t]+/, "", text)
      if (text !~ /^[UIPuip][:=]/) return 0
      kind = toupper(substr(text, 1, 1))
      if (substr(text, 2, 1) == "=") { keep("s", substr(text, 3)); field(kind, decode(substr(text, 3))) } else field(kind, substr(text, 3))
      return 1
    }
    { sub(/\r$/, "") }
    entries > 80 { next }
    $0 == "= default" { from = NR; next }
    from { if (NR - from == 3) field("P", $0); else if (NR - from < 3) field("U", $0); next }
    tolower($0) ~ /authinfo:/ || /"[Pp][:=]/ {
      entries++; n = split($0, part, "\"")
      for (i = 1; i <= n; i++) if (!read_field(part[i])) { m = split(part[i], bare, /[ \t]+/); for (j = 1; j <= m; j++) read_field(bare[j]) }
    }
    END {
      for (i = 2; i <= forms; i++) { f = form[i]; for (j = i - 1; j > 0 && length(form[j]) < length(f); j--) form[j + 1] = form[j]; form[j + 1] = f }
      for (i = 1; i <= forms; i++) printf "%s ", form[i]
    }')
}
`;

/** Functions for the awk program of \`frame\`: \`learn(words)\` once, then \`redact(line)\` for every line; \`mark\` is the word of this run. */
export const redactionAwk = String.raw`
    function learn(words,   n, w, i, j, text) {
      n = split(words, w, " "); if (!n) return
      for (i = 1; i < 256; i++) char[sprintf("%02x", i)] = sprintf("%c", i)
      for (i = 1; i <= n; i++) {
        text = ""; for (j = 2; j < length(w[i]); j += 2) text = text char[substr(w[i], j, 2)]
        if (substr(w[i], 1, 1) == "u") name[++names] = text; else secret[++secrets] = text
      }
    }
    function short(text,   n) { n = int(length(text) / 2); return substr(text, 1, n < 4 ? n : 4) "..." }
    function cover(text, word, by,   at, out) {
      out = ""
      while ((at = index(text, word)) > 0) { out = out substr(text, 1, at - 1) by; text = substr(text, at + length(word)) }
      return out text
    }
    function cover_name(text, word,   at, out, next_one) {
      out = ""
      while ((at = index(text, word)) > 0) {
        next_one = substr(text, at + length(word), 1)
        if ((out substr(text, 1, at - 1)) ~ /[A-Za-z0-9_.-]$/ || next_one ~ /[A-Za-z0-9_-]/) out = out substr(text, 1, at - 1) word
        else out = out substr(text, 1, at - 1) short(word)
        text = substr(text, at + length(word))
      }
      return out text
    }
    # Everything behind the first "=" or ":" of each match of a pattern is taken out, or cut short.
    function cover_values(text, pattern, cut,   at, n, m, out, value) {
      out = ""
      while (match(tolower(text), pattern)) {
        at = RSTART; n = RLENGTH; m = substr(text, at, n); match(m, /[=:][ \t]*/)
        value = substr(m, RSTART + RLENGTH)
        out = out substr(text, 1, at - 1) substr(m, 1, RSTART + RLENGTH - 1) (cut ? short(value) : "[removed]"); text = substr(text, at + n)
      }
      return out text
    }
    function cover_tokens(text, pattern,   out) {
      out = ""
      while (match(text, pattern)) { out = out substr(text, 1, RSTART - 1) "[removed]"; text = substr(text, RSTART + RLENGTH) }
      return out text
    }
    # Name and password in front of the host of a URL; a password may hold @, : and /.
    function cover_urls(text,   out) {
      out = ""
      while (match(text, /:\/\/[^ \t\/"<>@]*:[^ \t"<>]*@/)) { out = out substr(text, 1, RSTART + 2) "[removed]@"; text = substr(text, RSTART + RLENGTH) }
      return out text
    }
    function is_mechanism(word) { return word !~ /[a-z0-9+\/=]/ || tolower(word) ~ /^(plain|login|ntlm|gssapi|external|anonymous|xoauth2?|oauthbearer|kerberos_v[45])$/ }
    function redact(line,   i, low, at, head, word) {
      if (index(line, mark) == 1) { in_key = 0; in_login = 0; return line }
      # A key has no fields: a log line that only quotes the beginning of one does not hide the log behind it.
      if (in_key && line ~ /, [a-z]+=/) in_key = 0
      if (in_key) { if (line ~ /-----END/) in_key = 0; return "[removed]" }
      if (line ~ /-----BEGIN [A-Z ]*PRIVATE KEY/) { in_key = 1; return "-----BEGIN PRIVATE KEY----- [removed]" }
      for (i = 1; i <= secrets; i++) if (index(line, secret[i])) line = cover(line, secret[i], "********")
      for (i = 1; i <= names; i++) if (index(line, name[i])) line = cover_name(line, name[i])
      if (match(line, /(^|[<>] *|S: *)334[ -]/)) { in_login = 1; return substr(line, 1, RSTART + RLENGTH - 1) "[removed]" }
      if (in_login && line ~ /(^|[<>:] *)[245][0-9][0-9][ -]/) in_login = 0
      low = tolower(line)
      if (index(low, "auth") && match(low, /auth[ =]+(plain|login|cram-md5|digest-md5|ntlm|xoauth2?|oauthbearer|scram-[a-z0-9-]+)([ \t]+[^ \t]+)?/)) {
        at = RSTART; head = substr(line, at, RLENGTH); i = RLENGTH
        if (low ~ /(^|[<>:-] *)auth[ ]/) in_login = 1
        if (match(head, /[ \t][^ \t]+$/)) {
          word = substr(head, RSTART + 1); gsub(/["),;]+$/, "", word)
          if (length(word) >= 4 && word ~ /^[A-Za-z0-9+\/]+=*$/ && !is_mechanism(word) && head ~ /[ \t].*[ \t]/) line = substr(line, 1, at - 1) substr(head, 1, RSTART) "[removed]" substr(line, at + i)
        }
      }
      if (match(line, /(^|[<>-] |C: |S: |: )[A-Za-z0-9+\/]+=*[ \t\r]*$/)) {
        head = substr(line, 1, RSTART - 1); word = substr(line, RSTART); at = 0
        if (match(word, /[A-Za-z0-9+\/]+=*[ \t\r]*$/)) { at = RSTART; head = head substr(word, 1, at - 1); word = substr(word, at) }
        gsub(/[ \t\r]+$/, "", word)
        if (word !~ /^[A-Z]+$/ && (in_login || length(word) >= 20 || head ~ /(<--|-->|>>>|C:) *$/ && length(word) >= 8) && length(word) >= 4 && (word !~ /^\// || word ~ /=$/) && word ~ /[A-Z=]/) line = head "[removed]"
      }
      if (index(low, "pass") || index(low, "pwd") || index(low, "secret")) line = cover_values(line, "(password|passwd|passphrase|pass|pwd|secret)[ \t]*[=:][ \t]*[^ \t]+", 0)
      if (index(low, "token") || index(low, "key")) line = cover_values(line, "(token|api[_-]?key|access[_-]?key)[ \t]*[=:][ \t]*[^ \t]+", 0)
      if (index(low, "authorization:")) line = cover_values(line, "authorization:[ \t]*[^ \t]+[ \t]*[^ \t]*", 0)
      if (index(low, "bearer ")) line = cover_tokens(line, "[Bb][Ee][Aa][Rr][Ee][Rr] [A-Za-z0-9._~+/-]*[0-9][A-Za-z0-9._~+/=-]*")
      if (index(line, "://") && index(line, "@")) line = cover_urls(line)
      if (index(line, "\"")) {
        line = cover_values(line, "\"p[:=][^\"]*", 0)
        line = cover_values(line, "\"[ui][:=][^\"]*", 1)
      }
      if (index(low, "authid=")) line = cover_values(line, "authid=[^, \t]+", 1)
      if (index(low, "subject: ")) line = cover_values(line, "subject: .*", 0)
      if (index(line, "xox") || index(line, "xapp-")) line = cover_tokens(line, "(xox[a-z]|xapp)-[A-Za-z0-9-]+")
      if (index(line, "SG.")) line = cover_tokens(line, "SG[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+")
      if (line ~ /(Master-Key|Resumption PSK|Session-ID)[ ]*:/) sub(/:.*/, ": [removed]", line)
      return line
    }`;
