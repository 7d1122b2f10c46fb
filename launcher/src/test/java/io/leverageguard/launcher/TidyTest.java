package io.leverageguard.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The style of the house, measured with the JDK's own parser. There are no exemptions. */
class TidyTest {
    private static final int METHOD_LINES_MAX = 70;
    private static final int FILE_LINES_MAX = 500;
    private static final int LINE_LENGTH_MAX = 100;
    private static final int PARAMETERS_MAX = 7;
    private static final int NESTING_MAX = 3;

    private static final List<String> MODULES =
            List.of(
                    "kernel",
                    "api",
                    "sdk",
                    "engine",
                    "kit",
                    "venues",
                    "exchange",
                    "services",
                    "launcher",
                    "testkit",
                    "benchmarks");
    private static final Set<String> WALL_CLOCK =
            Set.of(
                    "Thread.sleep",
                    "Instant.now",
                    "LocalDate.now",
                    "LocalDateTime.now",
                    "System.nanoTime",
                    "System.currentTimeMillis",
                    "Math.random",
                    "UUID.randomUUID");
    private static final List<String> UNCLEAR_NAMES =
            List.of("Manager", "Helper", "Util", "Utils", "Processor", "Impl", "DTO", "Entity");
    private static final List<String> SERVICES =
            List.of(
                    "users",
                    "config",
                    "marketdata",
                    "trading",
                    "strategy",
                    "risk",
                    "cover",
                    "fund",
                    "payout",
                    "chain",
                    "notification",
                    "analytics");

    private static final List<String> LIBRARIES =
            List.of("kernel/src/main/", "api/src/main/", "testkit/src/main/");
    private static final List<String> VENUE_FILES =
            List.of("Venue", "Rest", "Stream", "Messages", "Parser", "Signer", "Symbols");

    private final Path root = Path.of(System.getProperty("lg.root"));

    @Test
    void everySourceKeepsTheStyle() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : sources("java")) {
            faults.addAll(faultsOfText(file));
        }
        faults.addAll(faultsOfTrees(sources("java")));
        assertThat(faults).isEmpty();
    }

    @Test
    void everyServiceHasTheSameFiles() {
        List<String> missing = new ArrayList<>();
        for (String service : SERVICES) {
            Path main = root.resolve("services/src/main/java/io/leverageguard/" + service);
            Path tests = root.resolve("services/src/test/java/io/leverageguard/" + service);
            for (String kind : List.of("Module", "Http", "Service", "Repository")) {
                if (!exists(main, kind + ".java")) {
                    missing.add(service + ": …" + kind + ".java");
                }
            }
            if (!Files.exists(main.resolve("package-info.java"))) {
                missing.add(service + ": package-info.java");
            }
            if (!exists(tests, "Test.java")) {
                missing.add(service + ": a test");
            }
            Path migration =
                    root.resolve("services/src/main/resources/io/leverageguard/" + service);
            if (!exists(migration, ".sql")) {
                missing.add(service + ": a migration");
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyVenueHasTheSameFiles() throws IOException {
        Path venues = root.resolve("venues/src/main/java/io/leverageguard/venues");
        List<Path> found;
        try (Stream<Path> folders = Files.list(venues)) {
            found = folders.filter(Files::isDirectory).toList();
        }
        List<String> missing = new ArrayList<>();
        for (Path folder : found) {
            for (String kind : VENUE_FILES) {
                if (!exists(folder, kind + ".java")) {
                    missing.add(folder.getFileName() + ": …" + kind + ".java");
                }
            }
        }
        assertThat(found).isNotEmpty();
        assertThat(missing).isEmpty();
    }

    @Test
    void whatArchitectureNamesExists() throws IOException {
        String text = Files.readString(root.resolve("ARCHITECTURE.md"));
        List<String> names =
                java.util.regex.Pattern.compile("`([A-Z][A-Za-z]+)\\.java`")
                        .matcher(text)
                        .results()
                        .map(match -> match.group(1) + ".java")
                        .distinct()
                        .toList();
        Set<String> files = new java.util.HashSet<>();
        for (Path file : sources("java")) {
            files.add(file.getFileName().toString());
        }
        assertThat(names).isNotEmpty().allMatch(files::contains);
    }

    private static boolean exists(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(ending));
        } catch (IOException e) {
            return false;
        }
    }

    private List<Path> sources(String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : MODULES) {
            Path folder = root.resolve(module).resolve("src");
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith("." + ending))
                            .sorted()
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    private List<String> faultsOfText(Path file) throws IOException {
        List<String> faults = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        String where = root.relativize(file).toString();
        if (lines.size() > FILE_LINES_MAX) {
            faults.add(where + ": " + lines.size() + " lines");
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.length() > LINE_LENGTH_MAX && !line.startsWith("import ")) {
                faults.add(where + ":" + (i + 1) + ": " + line.length() + " characters");
            }
            if (line.matches(".*\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b.*")) {
                faults.add(where + ":" + (i + 1) + ": unfinished by its own words");
            }
        }
        return faults;
    }

    private List<String> faultsOfTrees(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    diagnostic -> {},
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            DocTrees trees = DocTrees.instance(task);
            List<String> faults = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                String where = root.relativize(Path.of(unit.getSourceFile().toUri())).toString();
                new Reader(unit, trees, where, faults).scan(unit, null);
            }
            return faults;
        }
    }

    /** Walks one source file and notes what breaks a rule. */
    private static final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final SourcePositions positions;
        private final String where;
        private final List<String> faults;
        private final boolean main;
        private int nesting;
        private boolean inRecord;

        Reader(CompilationUnitTree unit, DocTrees trees, String where, List<String> faults) {
            this.unit = unit;
            this.trees = trees;
            this.positions = trees.getSourcePositions();
            this.where = where;
            this.faults = faults;
            this.main = where.contains("src/main/");
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
            String name = tree.getSimpleName().toString();
            for (String unclear : UNCLEAR_NAMES) {
                if (name.endsWith(unclear)) {
                    fault(tree, "a name that says nothing: " + name);
                }
            }
            if (name.matches("(Abstract|Base)[A-Z].*|I[A-Z][a-z].*Interface")) {
                fault(tree, "a name that says nothing: " + name);
            }
            documented(tree, tree.getModifiers(), name);
            boolean outer = inRecord;
            inRecord = tree.getKind() == Tree.Kind.RECORD;
            super.visitClass(tree, null);
            inRecord = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
            long from = line(positions.getStartPosition(unit, tree));
            long to = line(positions.getEndPosition(unit, tree));
            if (to - from + 1 > METHOD_LINES_MAX) {
                fault(tree, tree.getName() + " has " + (to - from + 1) + " lines");
            }
            if (tree.getParameters().size() > PARAMETERS_MAX && !inRecord && main) {
                fault(tree, tree.getName() + " has " + tree.getParameters().size() + " parameters");
            }
            if (tree.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
                noLocksInTheEngine(tree);
            }
            documented(tree, tree.getModifiers(), tree.getName().toString());
            int outer = nesting;
            nesting = 0;
            super.visitMethod(tree, null);
            nesting = outer;
            return null;
        }

        @Override
        public @Nullable Void visitLambdaExpression(
                LambdaExpressionTree tree, @Nullable Void nothing) {
            int outer = nesting;
            nesting = 0;
            super.visitLambdaExpression(tree, null);
            nesting = outer;
            return null;
        }

        @Override
        public @Nullable Void visitIf(IfTree tree, @Nullable Void nothing) {
            scan(tree.getCondition(), null);
            nested(tree, tree.getThenStatement());
            Tree otherwise = tree.getElseStatement();
            if (otherwise instanceof IfTree) {
                scan(otherwise, null);
            } else if (otherwise != null) {
                nested(tree, otherwise);
            }
            return null;
        }

        @Override
        public @Nullable Void visitForLoop(ForLoopTree tree, @Nullable Void nothing) {
            nested(tree, tree.getStatement());
            return null;
        }

        @Override
        public @Nullable Void visitEnhancedForLoop(
                EnhancedForLoopTree tree, @Nullable Void nothing) {
            scan(tree.getExpression(), null);
            nested(tree, tree.getStatement());
            return null;
        }

        @Override
        public @Nullable Void visitWhileLoop(WhileLoopTree tree, @Nullable Void nothing) {
            scan(tree.getCondition(), null);
            nested(tree, tree.getStatement());
            return null;
        }

        @Override
        public @Nullable Void visitDoWhileLoop(DoWhileLoopTree tree, @Nullable Void nothing) {
            nested(tree, tree.getStatement());
            return null;
        }

        @Override
        public @Nullable Void visitTry(TryTree tree, @Nullable Void nothing) {
            scan(tree.getResources(), null);
            nested(tree, tree.getBlock());
            scan(tree.getCatches(), null);
            BlockTree last = tree.getFinallyBlock();
            if (last != null) {
                nested(tree, last);
            }
            return null;
        }

        @Override
        public @Nullable Void visitCatch(CatchTree tree, @Nullable Void nothing) {
            String type = String.valueOf(tree.getParameter().getType());
            boolean broad = type.equals("Exception") || type.equals("Throwable");
            boolean allowed = where.startsWith("launcher/") || where.startsWith("kit/");
            if (broad && main && !allowed) {
                fault(tree, "catches " + type);
            }
            return super.visitCatch(tree, null);
        }

        @Override
        public @Nullable Void visitMethodInvocation(
                MethodInvocationTree tree, @Nullable Void nothing) {
            String called = tree.getMethodSelect().toString();
            boolean outside =
                    where.contains("/kernel/time/")
                            || where.startsWith("benchmarks/")
                            || where.endsWith("/TidyTest.java");
            if (WALL_CLOCK.contains(called) && !outside) {
                fault(tree, "calls " + called);
            }
            return super.visitMethodInvocation(tree, null);
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
            String made = tree.getIdentifier().toString();
            if (made.equals("Random") && tree.getArguments().isEmpty()) {
                fault(tree, "an unseeded Random");
            }
            return super.visitNewClass(tree, null);
        }

        @Override
        public @Nullable Void visitPrimitiveType(PrimitiveTypeTree tree, @Nullable Void nothing) {
            boolean floating =
                    tree.getPrimitiveTypeKind() == TypeKind.DOUBLE
                            || tree.getPrimitiveTypeKind() == TypeKind.FLOAT;
            boolean exact =
                    where.contains("/kernel/money/")
                            || where.contains("/leverageguard/fund/")
                            || where.contains("/leverageguard/payout/")
                            || (where.startsWith("engine/") && !where.contains("/pricing/"));
            if (floating && main && exact) {
                fault(tree, "floating point where amounts are exact");
            }
            return null;
        }

        @Override
        public @Nullable Void visitSynchronized(SynchronizedTree tree, @Nullable Void nothing) {
            noLocksInTheEngine(tree);
            return super.visitSynchronized(tree, null);
        }

        /** What others compile against says what it is. */
        private void documented(Tree tree, ModifiersTree modifiers, String name) {
            boolean library = LIBRARIES.stream().anyMatch(where::startsWith);
            boolean shown = modifiers.getFlags().contains(Modifier.PUBLIC);
            boolean repeated =
                    modifiers.getAnnotations().stream()
                            .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
            if (library && shown && !repeated && trees.getDocComment(getCurrentPath()) == null) {
                fault(tree, name + " is public and says nothing");
            }
        }

        private void noLocksInTheEngine(Tree tree) {
            if (where.startsWith("engine/src/main/")) {
                fault(tree, "a lock in the engine");
            }
        }

        private void nested(Tree at, Tree body) {
            nesting++;
            if (nesting > NESTING_MAX) {
                fault(at, "nested " + nesting + " deep");
            }
            scan(body, null);
            nesting--;
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }

        private void fault(Tree tree, String what) {
            faults.add(where + ":" + line(positions.getStartPosition(unit, tree)) + ": " + what);
        }
    }
}
