# shellcheck shell=bash
# Sets JAVA_HOME to a JDK 25 or newer: the one that it names already, or one of the usual folder.
for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
  if [ -x "$jdk/bin/javac" ] && "$jdk/bin/javac" -version 2>&1 | grep -qE 'javac (2[5-9]|[3-9][0-9])'; then
    export JAVA_HOME=$jdk
    break
  fi
done
