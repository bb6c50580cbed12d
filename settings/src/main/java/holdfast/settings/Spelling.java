package holdfast.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant. */
final class Spelling {
    private static final int MOST = 3;

    private Spelling() {}

    /** The names that are a few letters away from {@code word}, or contain it; nearest first. */
    static List<String> near(String word, Collection<String> names) {
        String wanted = word.toLowerCase(Locale.ROOT);
        if (wanted.length() < 3 || wanted.length() > 80) {
            return List.of();
        }
        int reach = Math.max(2, wanted.length() / 4);
        return names.stream()
                .filter(name -> name.contains(wanted) || distance(wanted, name) <= reach)
                .sorted(
                        Comparator.comparingInt((String name) -> distance(wanted, name))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
