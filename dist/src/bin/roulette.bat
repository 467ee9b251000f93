@echo off
rem Starts Roulette with a suitable Java.
rem
rem   ROULETTE_JAVA_HOME  the Java to use; an error if it is unusable
rem   JAVA_HOME           the Java to use if the installation has none in runtime\, and it is new enough
rem   ROULETTE_OPTS       more options for the JVM; they come after conf\jvm.options
rem
rem Order: ROULETTE_JAVA_HOME, runtime\ of the installation, JAVA_HOME, the java on the PATH.

setlocal EnableExtensions DisableDelayedExpansion

set "java_needed=25"
set "java="
for %%i in ("%~dp0..") do set "home=%%~fi"

if not defined ROULETTE_JAVA_HOME goto search
call :try "%ROULETTE_JAVA_HOME%"
if defined java goto found
>&2 echo roulette: ROULETTE_JAVA_HOME is "%ROULETTE_JAVA_HOME%", which is not the folder of a Java %java_needed% or newer
exit /b 1

:search
call :try "%home%\runtime"
if defined java goto found
if defined JAVA_HOME call :try "%JAVA_HOME%"
if defined java goto found
for %%i in (java.exe) do set "on_path=%%~dp$PATH:i"
if defined on_path call :try "%on_path%.."
if defined java goto found
>&2 echo roulette: no Java %java_needed% or newer found; install one, or set ROULETTE_JAVA_HOME to its folder
exit /b 1

:found
rem One option per line; empty lines and lines that start with # are ignored.
set "options="
if exist "%home%\conf\jvm.options" (
    for /f "usebackq eol=# delims=" %%o in ("%home%\conf\jvm.options") do call :add "%%o"
)

rem The options that the program relies on come last, because Java uses the last of several settings.
"%java%" %options% %ROULETTE_OPTS% ^
    --add-opens=java.base/sun.nio.ch=ALL-UNNAMED ^
    --add-opens=java.base/java.lang=ALL-UNNAMED ^
    --enable-native-access=ALL-UNNAMED ^
    -Dsun.nio.ch.disableSynchronousRead=true ^
    "-Droulette.home=%home%" ^
    -cp "%home%\lib\*" ^
    roulette.cli.Main %*
exit /b %ERRORLEVEL%

rem Adds an option, given in quotes.
:add
set options=%options% %1
exit /b 0

rem Sets java if its argument is the folder of a Java that is new enough. Its release file has a line JAVA_VERSION="25.0.1".
:try
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "version=0"
for /f "usebackq tokens=2 delims==" %%v in (`findstr /b /c:"JAVA_VERSION=" "%~1\release"`) do (
    for /f "tokens=1 delims=.-+_" %%m in ("%%~v") do set "version=%%m"
)
if %version% GEQ %java_needed% set "java=%~1\bin\java.exe"
exit /b 0
