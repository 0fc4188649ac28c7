# Reads one trx file. With what=counts it prints "PASSED FAILED" (whatever did not pass has failed, skipped
# tests too); with what=failures, the name of each test that did not pass and what it said; with what=times, the
# seconds and the name of each test.
function plain(text) {
  gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'", text)
  gsub(/&#x[Dd];/, "", text); gsub(/&#x[Aa];/, "\n", text); gsub(/&amp;/, "\\&", text)
  return text
}
function attribute(name,    found) {
  if (!match($0, " " name "=\"[^\"]*\"")) return ""
  found = substr($0, RSTART, RLENGTH)
  return substr(found, length(name) + 4, length(found) - length(name) - 4)
}
/<Counters / {
  if (what == "counts") printf "%d %d\n", attribute("passed"), attribute("total") - attribute("passed")
}
/<UnitTestResult / {
  listening = attribute("outcome") != "Passed"
  if (what == "times" && split(attribute("duration"), time, ":") == 3) printf "%d %s\n", time[1] * 3600 + time[2] * 60 + time[3], plain(attribute("testName"))
  if (what == "failures" && listening) printf "  %s: %s\n", attribute("outcome") == "Failed" ? "failed" : "not run", plain(attribute("testName"))
}
/<\/UnitTestResult>/ { listening = 0 }
what == "failures" && listening && /<(Message|StackTrace)>/ { saying = 1; lines = 0 }
saying {
  line = $0; last = line ~ /<\/(Message|StackTrace)>/
  gsub(/<\/?(Message|StackTrace)>/, "", line)
  sub(/^[ \t]+/, "", line)
  if (line !~ /^at (InvokeStub_|System\.Reflection\.)/ && lines++ < 25) print "    " plain(line)
  if (last) saying = 0
}
