@echo off
rem The library's command line: koopman COMMAND [ARGUMENT...], from any folder.
setlocal
set "JAVA=java.exe"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -jar "%~dp0..\koopman.jar" %*
exit /b %ERRORLEVEL%
