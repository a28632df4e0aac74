using IncidentBot.Core;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Tests.Timeline;

public sealed class TimelineVerifierTests : IDisposable
{
    private readonly TimelineSample sample = new(6);

    public void Dispose() => sample.Dispose();

    [Fact]
    public void An_untouched_chain_is_sound_and_says_what_it_cannot_know()
    {
        var report = TimelineVerifier.Verify(sample.Export());
        Assert.True(report.Sound);
        Assert.Contains(report.Lines, l => l.StartsWith("Sound. 6 entries", StringComparison.Ordinal));
        Assert.Contains(report.Lines, l => l.StartsWith("What cannot be known without a witnessed head", StringComparison.Ordinal));
        Assert.Contains(report.Lines, l => l.Contains(sample.Signer.Fingerprint, StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_chain_is_sound()
    {
        using var empty = new TimelineSample(0);
        Assert.True(TimelineVerifier.Verify(empty.Export()).Sound);
    }

    [Fact]
    public void An_altered_text_is_named() => Wrong(
        TimelineSample.Change(sample.Export(), 3, e => e with { Body = e.Body! with { Text = "{\"text\":\"nothing happened\"}" } }),
        Tampering.Altered, 3, "Entry 3 was altered: its text");

    [Fact]
    public void An_altered_name_is_named() => Wrong(
        TimelineSample.Change(sample.Export(), 3, e => e with { Body = e.Body! with { ActorName = "Somebody Else" } }),
        Tampering.Altered, 3, "Entry 3 was altered");

    [Fact]
    public void An_altered_text_whose_body_hash_was_made_to_fit_is_named() => Wrong(
        TimelineSample.Change(sample.Export(), 3, e => TimelineSample.Say(e, "nothing happened")), Tampering.Altered, 3, "Entry 3 was altered");

    [Fact]
    public void An_altered_text_that_was_hashed_anew_is_named()
    {
        var export = sample.Export();
        Wrong(
            TimelineSample.Change(export, 3, e => TimelineSample.Rehash(export, TimelineSample.Say(e, "nothing happened"))),
            Tampering.Altered, 3, "Entry 3 was altered and hashed anew: entry 4 still names its former hash");
    }

    [Fact]
    public void An_altered_kind_is_named() => Wrong(
        TimelineSample.Change(sample.Export(), 4, e => e with { Kind = "severity" }), Tampering.Altered, 4, "Entry 4 was altered: its time, kind, actor or number");

    [Fact]
    public void An_altered_time_is_named_to_the_microsecond() => Wrong(
        TimelineSample.Change(sample.Export(), 1, e => e with { At = e.At.AddMicroseconds(1) }), Tampering.Altered, 1, "Entry 1 was altered");

    [Fact]
    public void An_altered_actor_is_named() => Wrong(
        TimelineSample.Change(sample.Export(), 6, e => e with { Actor = "p-ffffffffffff" }), Tampering.Altered, 6, "Entry 6 was altered");

    [Fact]
    public void An_altered_hash_is_told_from_an_altered_entry() => Wrong(
        TimelineSample.Change(sample.Export(), 4, e => e with { Hash = new string('a', 64) }), Tampering.Altered, 4, "the hash it carries is not its own");

    [Fact]
    public void An_altered_link_is_told_from_an_altered_entry() => Wrong(
        TimelineSample.Change(sample.Export(), 4, e => e with { PreviousHash = new string('a', 64) }), Tampering.Altered, 4, "does not name the hash of the entry before it");

    [Fact]
    public void An_altered_body_hash_is_told_from_an_altered_text() => Wrong(
        TimelineSample.Change(sample.Export(), 4, e => e with { BodyHash = new string('a', 64) }), Tampering.Altered, 4, "its body hash is not the one");

    [Fact]
    public void An_altered_last_entry_that_was_hashed_anew_is_named()
    {
        var export = sample.Export();
        Wrong(
            TimelineSample.Change(export, 6, e => TimelineSample.Rehash(export, TimelineSample.Say(e, "nothing happened"))),
            Tampering.Altered, 6, "not with the signed head");
    }

    [Fact]
    public void The_first_of_several_altered_entries_is_named_first()
    {
        var report = TimelineVerifier.Verify(TimelineSample.Change(TimelineSample.Change(sample.Export(), 5, e => e with { Kind = "x" }), 2, e => e with { Kind = "x" }));
        Assert.Equal([2, 5], report.Findings.Select(f => f.Entry));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void A_removed_entry_is_named(int sequence) =>
        Wrong(TimelineSample.Without(sample.Export(), sequence), Tampering.Removed, sequence, $"Entry {sequence} was removed", alone: true);

    [Fact]
    public void Several_removed_entries_are_named_together() =>
        Wrong(TimelineSample.Without(sample.Export(), 3, 4), Tampering.Removed, 3, "Entries 3 to 4 were removed", alone: true);

    [Fact]
    public void A_truncated_end_is_named_from_its_first_entry() =>
        Wrong(TimelineSample.Without(sample.Export(), 4, 5, 6), Tampering.Removed, 4, "Entries 4 to 6 were removed", alone: true);

    [Fact]
    public void Removing_everything_is_named() =>
        Wrong(sample.Export() with { Entries = [] }, Tampering.Removed, 1, "Entries 1 to 6 were removed", alone: true);

    [Fact]
    public void A_removed_entry_is_named_even_where_the_later_ones_were_renumbered() => Wrong(
        Renumbered(TimelineSample.Without(sample.Export(), 3), hashedAnew: false), Tampering.Removed, 3, "Entry 3 was removed");

    [Fact]
    public void A_removed_first_entry_is_named_even_where_the_later_ones_were_renumbered_and_hashed_anew() => Wrong(
        Renumbered(TimelineSample.Without(sample.Export(), 1), hashedAnew: true), Tampering.Removed, 1, "the first entry was removed");

    [Fact]
    public void Where_hashes_do_not_tell_removed_from_altered_the_report_says_so()
    {
        var export = Renumbered(TimelineSample.Without(sample.Export(), 4), hashedAnew: true);
        Assert.Contains("altered or removed", TimelineVerifier.Verify(export).First!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_entry_is_named_even_where_the_next_was_linked_past_it()
    {
        var export = TimelineSample.Without(sample.Export(), 3);
        Wrong(
            TimelineSample.Change(export, 4, e => TimelineSample.Rehash(export, e with { PreviousHash = export.Entries[1].Hash })),
            Tampering.Removed, 3, "Entry 3 was removed, and entry 4 was hashed anew");
    }

    [Fact]
    public void A_renumbered_entry_is_named_by_the_number_it_was_written_with() => Wrong(
        TimelineSample.Change(sample.Export(), 4, e => e with { Sequence = 9 }), Tampering.Altered, 4, "it is numbered 9, but its hash holds for number 4");

    [Fact]
    public void Swapped_entries_are_reordered() =>
        Wrong(Swapped(sample.Export(), renumber: false), Tampering.Reordered, 2, "entry 4 stands where entry 2 belongs", alone: true);

    [Fact]
    public void Swapped_entries_are_reordered_even_where_they_were_renumbered() =>
        Wrong(Swapped(sample.Export(), renumber: true), Tampering.Reordered, 2, "entry 4 stands where entry 2 belongs");

    [Fact]
    public void A_duplicated_entry_is_an_inserted_copy()
    {
        var export = sample.Export();
        Wrong(export with { Entries = [.. export.Entries, export.Entries[2]] }, Tampering.Inserted, 3, "Entry 3 stands twice: a copy", alone: true);
    }

    [Fact]
    public void A_forged_entry_beside_a_real_one_is_inserted()
    {
        var export = sample.Export();
        Wrong(
            export with { Entries = [.. export.Entries.Take(3), Forged(export, 3), .. export.Entries.Skip(3)] },
            Tampering.Inserted, 3, "the one at place 4 was inserted, what follows names the other one", alone: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_forged_entry_is_inserted_even_where_the_later_ones_were_renumbered(bool hashedAnew)
    {
        var export = sample.Export();
        export = export with { Entries = [.. export.Entries.Take(2), Forged(export, 3), .. export.Entries.Skip(2)] };
        Wrong(Renumbered(export, hashedAnew), Tampering.Inserted, 3, "was inserted");
    }

    [Fact]
    public void A_forged_entry_after_the_signed_head_is_inserted()
    {
        var export = sample.Export();
        Wrong(export with { Entries = [.. export.Entries, Forged(export, 7)] }, Tampering.Inserted, 7, "the signed head ends at entry 6", alone: true);
    }

    [Fact]
    public void An_entry_of_another_incident_does_not_hold_here()
    {
        using var other = new TimelineSample(6);
        var export = sample.Export();
        var foreign = other.Export().Entries[2];
        Assert.Equal(3, TimelineVerifier.Verify(TimelineSample.Change(export, 3, _ => foreign)).First?.Entry);
        Assert.Contains("No entry's hash holds", TimelineVerifier.Verify(export with { Incident = other.Incident }).First!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_rewritten_without_the_key_disagrees_with_the_signed_head()
    {
        var export = sample.Export();
        Wrong(TimelineSample.Rewrite(export, TimelineSample.Change(export, 2, e => TimelineSample.Say(e, "nothing")).Entries), Tampering.Altered, 6, "not with the signed head");
    }

    [Fact]
    public void A_rewritten_chain_with_a_forged_head_fails_the_signature()
    {
        var export = sample.Export();
        var rewritten = TimelineSample.Rewrite(export, TimelineSample.Change(export, 2, e => TimelineSample.Say(e, "nothing")).Entries);
        Wrong(
            rewritten with { Head = export.Head with { Head = new ChainHead(6, rewritten.Entries[^1].Hash) } },
            Tampering.SignatureBroken, null, "the whole chain was rewritten without the key", alone: true);
    }

    [Fact]
    public void A_chain_rewritten_by_the_holder_of_the_key_is_caught_by_a_witness_alone()
    {
        var export = sample.Export();
        var rewritten = sample.SignAnew(TimelineSample.Rewrite(export, TimelineSample.Change(export, 2, e => TimelineSample.Say(e, "nothing")).Entries));
        Assert.True(TimelineVerifier.Verify(rewritten).Sound);

        var report = TimelineVerifier.Verify(rewritten, export.Head.Head.Hash);
        Assert.Equal(Tampering.WitnessMissing, report.First?.Kind);
        Assert.Contains("the whole chain was rewritten", report.First!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_key_is_shown_by_its_fingerprint()
    {
        using var other = new TimelineSample(0);
        var resigned = other.SignAnew(sample.Export());
        var report = TimelineVerifier.Verify(resigned);
        Assert.True(report.Sound);
        Assert.Contains(report.Lines, l => l.Contains(other.Signer.Fingerprint, StringComparison.Ordinal));
        Assert.False(TimelineVerifier.Verify(resigned with { Head = resigned.Head with { Fingerprint = sample.Signer.Fingerprint } }).Sound);
    }

    [Fact]
    public void A_title_that_was_not_signed_is_not_sound() =>
        Wrong(sample.Export() with { Title = "False alarm" }, Tampering.SignatureBroken, null, "the title", alone: true);

    [Fact]
    public void A_witness_in_the_middle_says_how_far_it_reaches()
    {
        var report = TimelineVerifier.Verify(sample.Export(), $" {sample.EntryOf(4).Hash.ToUpperInvariant()} ");
        Assert.True(report.Sound);
        Assert.Contains(report.Lines, l => l.Contains("entries 1 to 4 are what they were", StringComparison.Ordinal) && l.Contains("Nothing witnesses entries 5 to 6", StringComparison.Ordinal));
    }

    [Fact]
    public void A_witness_narrows_down_where_a_chain_was_rewritten()
    {
        var export = sample.Export();
        var rewritten = TimelineSample.Rewrite(export, TimelineSample.Change(export, 5, e => TimelineSample.Say(e, "nothing")).Entries);
        Assert.Contains(TimelineVerifier.Verify(rewritten, export.Entries[3].Hash).Lines, l => l.Contains("entries 1 to 4 are what they were", StringComparison.Ordinal));
    }

    [Fact]
    public void A_head_that_is_not_written_as_one_is_refused() =>
        Assert.Equal("timeline-not-a-head", Assert.Throws<RefusalException>(() => TimelineVerifier.Verify(sample.Export(), "abc")).Refusal.Code);

    [Fact]
    public void An_erased_entry_with_its_record_is_sound_and_called_erased()
    {
        sample.Erase(3);
        var report = TimelineVerifier.Verify(sample.Export());
        Assert.True(report.Sound);
        Assert.Contains(report.Lines, l => l.Contains("Entry 3 is erased, as entry 7 records", StringComparison.Ordinal) && l.Contains("GDPR 17", StringComparison.Ordinal));
    }

    [Fact]
    public void An_erasure_without_its_record_is_a_loss()
    {
        sample.BodyOf(3).Erase(TimelineSample.Start, "because I say so");
        Wrong(sample.Export(), Tampering.LostText, 3, "missing without an erasure entry", alone: true);
    }

    [Fact]
    public void A_lost_row_is_a_loss() => Wrong(sample.ExportWithLostBody(5), Tampering.LostText, 5, "missing without an erasure entry", alone: true);

    [Fact]
    public void An_erasure_that_says_other_than_its_record_is_altered()
    {
        sample.Erase(3);
        Wrong(
            TimelineSample.Change(sample.Export(), 3, e => e with { Erasure = e.Erasure! with { Because = "court order" } }),
            Tampering.Altered, 3, "is not what entry 7 records", alone: true);
    }

    [Fact]
    public void An_erased_entry_can_still_be_found_altered()
    {
        sample.Erase(3);
        Wrong(TimelineSample.Change(sample.Export(), 3, e => e with { Actor = "p-ffffffffffff" }), Tampering.Altered, 3, "Entry 3 was altered");
    }

    [Fact]
    public void A_text_that_came_back_after_its_erasure_is_told()
    {
        var before = sample.Export().Entries[2].Body;
        sample.Erase(3);
        var report = TimelineVerifier.Verify(TimelineSample.Change(sample.Export(), 3, e => e with { Body = before, Erasure = null }));
        Assert.Contains(report.Lines, l => l.Contains("still has its text", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_from_the_file_cannot_drive_the_terminal()
    {
        var report = TimelineVerifier.Verify(sample.Export("calm\u001b[2J\u202Edown"));
        Assert.DoesNotContain(report.Lines, l => l.Contains('\u001b') || l.Contains('\u202E'));
    }

    private static void Wrong(TimelineExport export, Tampering kind, int? entry, string words, bool alone = false)
    {
        var report = TimelineVerifier.Verify(TimelineExport.Read(export.ToBytes()));
        Assert.False(report.Sound);
        Assert.True(report.First!.Kind == kind && report.First.Entry == entry && report.First.Sentence.Contains(words, StringComparison.Ordinal), string.Join('\n', report.Lines));
        Assert.Contains(report.Lines, l => l == $"NOT SOUND. {report.First.Sentence}");
        if (alone) Assert.True(report.Findings.Count == 1, string.Join('\n', report.Lines));
    }

    private static ExportedEntry Forged(TimelineExport export, int sequence)
    {
        var model = export.Entries[0];
        return TimelineSample.Rehash(export, TimelineSample.Say(model with { Sequence = sequence, PreviousHash = export.Entries[sequence - 2].Hash }, "all was well"));
    }

    private static TimelineExport Renumbered(TimelineExport export, bool hashedAnew) => export with
    {
        Entries = [.. export.Entries.Select((e, i) => e.Sequence == i + 1 ? e : hashedAnew ? TimelineSample.Rehash(export, e with { Sequence = i + 1 }) : e with { Sequence = i + 1 })],
    };

    private static TimelineExport Swapped(TimelineExport export, bool renumber)
    {
        var entries = export.Entries.ToArray();
        (entries[1], entries[3]) = (entries[3], entries[1]);
        if (renumber) (entries[1], entries[3]) = (entries[1] with { Sequence = 2 }, entries[3] with { Sequence = 4 });
        return export with { Entries = entries };
    }
}
