package roulette.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.IDNA;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compared with ICU's UTS 46: a name's form equals ICU's, or the name is rejected. */
class IdnTest {
    private static final IDNA ICU = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);

    /** ICU's checks of names as a whole; they do not change the result. */
    private static final EnumSet<IDNA.Error> OF_WHOLE_NAMES =
            EnumSet.of(IDNA.Error.BIDI, IDNA.Error.CONTEXTJ, IDNA.Error.LEADING_COMBINING_MARK);

    private static final HostMap<String> HOSTS = HostMap.<String>builder()
            .add("stra\u00dfe.example", "sharp s")
            .add("strasse.example", "double s")
            .add("\u03bd\u03b9\u03ba\u03bf\u03c2.example", "final sigma")
            .add("\u03bd\u03b9\u03ba\u03bf\u03c3.example", "sigma")
            .build();

    @ParameterizedTest
    @CsvSource({
        "xn--strae-oqa.example, sharp s",
        "STRA\u00dfE.example, sharp s",
        "strasse.example, double s",
        "xn--uxachku.example, sigma",
        "xn--uxachkp.example, final sigma",
        "\u039d\u0399\u039a\u039f\u03a3.EXAMPLE, sigma",
    })
    void lettersThatIdna2003ReplacesAreKept(String sent, String found) {
        assertThat(HOSTS.find(sent)).contains(found);
    }

    @ParameterizedTest
    @CsvSource({
        "M\u00dcNCHEN.example, xn--mnchen-3ya.example",
        "mu\u0308nchen.example, xn--mnchen-3ya.example",
        "\u1e9e.example, xn--zca.example",
        "\u0130.example, xn--i-9bb.example",
        "\u4f8b\u3048.\u30c6\u30b9\u30c8, xn--r8jz45g.xn--zckzah",
        "\ud55c\uae00.example, xn--bj0bj06e.example",
        "col\u00b7lecci\u00f3.example, xn--collecci-ioa91d.example"
    })
    void namesHaveTheirDnsForm(String host, String form) {
        assertThat(Idn.ascii(host)).isEqualTo(icu(host)).isEqualTo(form);
    }

    @Test
    void everyCharacterAgreesWithIcuOrIsRejected() {
        int known = 0;
        for (int c = 128; c <= Character.MAX_CODE_POINT; c++) {
            switch (Character.getType(c)) {
                case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> {}
                default -> known += check("a" + Character.toString(c) + "b.example") ? 1 : 0;
            }
        }
        assertThat(known).isGreaterThan(140_000);
    }

    @Test
    void sequencesOfCharactersAgreeWithIcu() {
        List<Integer> letters = new ArrayList<>();
        for (int c = 'a'; c <= 0x31ff; c++) {
            if (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
                letters.add(c);
            }
        }
        Random random = new Random(46);
        int known = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder label = new StringBuilder("a");
            int near = random.nextInt(letters.size());
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                label.appendCodePoint(letters.get(Math.floorMod(near + random.nextInt(60), letters.size())));
            }
            known += check(label + ".example") ? 1 : 0;
        }
        assertThat(known).isGreaterThan(50_000);
    }

    /** Whether the name is supported. */
    private static boolean check(String host) {
        String form;
        try {
            form = Idn.ascii(host);
        } catch (IllegalArgumentException refused) {
            return false;
        }
        if (!form.equals(icu(host))) {
            throw new AssertionError(host + " is " + form + ", for ICU " + icu(host));
        }
        return true;
    }

    /** The result if ICU reports an error; equal to no name. */
    private static String icu(String host) {
        IDNA.Info info = new IDNA.Info();
        String form = ICU.nameToASCII(host, new StringBuilder(), info).toString();
        return OF_WHOLE_NAMES.containsAll(info.getErrors())
                ? form
                : info.getErrors().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\ufb00.example | has U+FB00, which maps to other characters: write ff.example",
                "\uff41.example | has U+FF41, which maps to other characters: write a.example",
                "\uff41\u00df.example | has U+FF41, which maps to other characters: write a\u00df.example",
                "a\u200db.example | has U+200D, a joiner, which some programs remove: write xn--ab-m1t.example",
                "\u2764.example | has U+2764, which not all programs accept in a name: write the name's DNS form, with xn--",
                "a\u3002example | has U+3002, which not all programs accept in a name: write the name's DNS form, with xn--",
                "xn--\u00fc.example | is not a host name"
            })
    void anUncertainNameIsRejectedWithAnAlternative(String host, String message) {
        HostMap.Builder<String> builder = HostMap.builder();
        assertThatThrownBy(() -> builder.add(host, "")).hasMessage(message);
    }
}
