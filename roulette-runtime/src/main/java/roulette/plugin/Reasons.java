package roulette.plugin;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import roulette.api.Router;

/** Failures as sentences: what happened, then what to do if that is known. */
final class Reasons {
    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{javaJavaIdentifierPart}/.]+");
    private static final Pattern CLASS_FILE_VERSION = Pattern.compile("version (\\d{2,5})\\.\\d+");

    /** Class files of Java n have the major version n + 44. */
    private static final int VERSIONS_BEFORE_JAVA = 44;

    private Reasons() {}

    /** Why a directory could not be listed. */
    static String ofDirectory(Exception failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "it does not exist";
            case NotDirectoryException _ -> "it is not a directory";
            case AccessDeniedException _ -> "this user may not list it; check its permissions";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> describe(failure);
        };
    }

    /** Why a jar could not be read. */
    static String ofJar(Exception failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "it is a link to a file that does not exist, or was just deleted";
            case AccessDeniedException _ -> "this user may not read it; check its permissions";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            case ZipException e -> "it is not a complete zip file (" + message(e) + "); copy it here again";
            default -> describe(failure);
        };
    }

    /**
     * Why code of a plugin could not be loaded or run, starting with "it".
     *
     * @throws VirtualMachineError if that is the failure, except a stack overflow, which is the plugin's own
     */
    static String of(Throwable failure) {
        Throwable cause = failure.getCause();
        return switch (failure) {
            case StackOverflowError _ -> "it recurses without end (StackOverflowError)";
            case VirtualMachineError e -> throw e;
            case InvocationTargetException _ when cause != null -> of(cause);
            case ExceptionInInitializerError _ when cause != null -> "a static initializer failed: " + of(cause);
            case ServiceConfigurationError e -> ofServiceFile(e);
            case UnsupportedClassVersionError e -> ofClassFileVersion(e);
            case ClassFormatError e ->
                "a class file of it is damaged (" + describe(e) + "); copy the jar here again, or rebuild it";
            case NoClassDefFoundError e
            when cause instanceof ExceptionInInitializerError ->
                // The second use of a class: the cause is the failure of the first one.
                message(e) + ": its static initializer failed before: " + message(cause);
            case NoClassDefFoundError e -> ofMissingClass(e);
            case NoReturnException e -> message(e);
            case LinkageError e ->
                "it does not match the classes available here: it was built against another version of the "
                        + "Roulette API or of a library ("
                        + describe(e)
                        + "); rebuild it with the versions in use";
            default -> "it throws " + describe(failure);
        };
    }

    /** The class of a failure and its message. */
    private static String describe(Throwable failure) {
        String message = message(failure);
        return failure.getClass().getName() + (message.isEmpty() ? "" : ": " + message);
    }

    /** A plugin's exception may override {@code getMessage()} and throw there. */
    private static String message(Throwable failure) {
        try {
            String message = failure.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException e) {
            return "(getMessage() throws " + e.getClass().getName() + ")";
        }
    }

    /** The service loader's failures differ in their messages only. */
    private static String ofServiceFile(ServiceConfigurationError failure) {
        String message = message(failure).replaceFirst("^" + Pattern.quote(Router.class.getName() + ": "), "");
        String found = " is named in " + JarFacts.SERVICES;
        if (message.startsWith("Provider ") && message.endsWith(" not found")) {
            String type = message.substring("Provider ".length(), message.length() - " not found".length());
            return type + found + " and is not in the plugin, or can't be read; correct the name, or rebuild the jar";
        }
        if (message.endsWith(" not a subtype")) {
            String type = message.substring(0, message.length() - " not a subtype".length());
            return type + found + " and does not implement " + Router.class.getName();
        }
        if (message.endsWith(" Unable to get public no-arg constructor")) {
            String type = message.substring(0, message.length() - " Unable to get public no-arg constructor".length());
            return type + " has no public constructor without parameters; add one";
        }
        Throwable cause = failure.getCause();
        return JarFacts.SERVICES + " can't be used: " + message + (cause == null ? "" : " (" + describe(cause) + ")");
    }

    private static String ofClassFileVersion(UnsupportedClassVersionError failure) {
        Matcher version = CLASS_FILE_VERSION.matcher(message(failure));
        int here = Runtime.version().feature();
        int wanted = version.find() ? Integer.parseInt(version.group(1)) - VERSIONS_BEFORE_JAVA : 0;
        return wanted > here
                ? ("it was built for Java %d, and this is Java %d; run Roulette on Java %1$d, or build the "
                                + "plugin for Java %2$d (%s)")
                        .formatted(wanted, here, message(failure))
                : "this Java, %d, does not support the version it was built for (%s)".formatted(here, message(failure));
    }

    private static String ofMissingClass(NoClassDefFoundError failure) {
        String message = message(failure);
        if (!CLASS_NAME.matcher(message).matches()) {
            return "it throws " + describe(failure);
        }
        String missing = message.replace('/', '.');
        if (missing.startsWith("java.")) {
            return ("it needs the class %s, which the Java in %s lacks; start Roulette with a complete Java, whose "
                            + "folder the environment variable ROULETTE_JAVA_HOME names")
                    .formatted(missing, System.getProperty("java.home"));
        }
        return HostView.isApi(missing)
                ? ("it needs %s, which this version of the Roulette API lacks; use a build of the plugin "
                                + "for this version")
                        .formatted(missing)
                : ("it needs the class %s, which is not in the plugin; put the router's jar and the jars of "
                                + "its libraries together into one folder, such as plugins/NAME/")
                        .formatted(missing);
    }
}
