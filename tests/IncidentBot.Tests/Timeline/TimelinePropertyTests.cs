using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using IncidentBot.Core;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Tests.Timeline;

public sealed class TimelinePropertyTests
{
    private static readonly Gen<string> Said = Gen.String[0, 40];

    [Fact]
    public void Any_chain_verifies_and_so_does_every_head_it_ever_had() =>
        Gen.Select(Said.Array[0, 12], Gen.Int[0, 11], Gen.Bool).Sample((texts, erased, erase) =>
        {
            using var sample = new TimelineSample(0);
            foreach (var text in texts) sample.Append(text, new JsonObject { ["text"] = text, ["length"] = text.Length });
            if (erase && erased < texts.Length && texts[erased] != TimelineChain.ErasedKind) sample.Erase(erased + 1);
            var export = TimelineExport.Read(sample.Export(texts.FirstOrDefault()).ToBytes());
            Assert.True(TimelineVerifier.Verify(export).Sound);
            Assert.All(export.Entries, e => Assert.True(TimelineVerifier.Verify(export, e.Hash).Sound));
        }, iter: 60);

    [Fact]
    public void Any_single_change_of_what_the_file_says_is_not_sound()
    {
        using var sample = new TimelineSample(6);
        sample.Erase(2);
        var original = sample.Export().ToBytes();
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 5], Gen.Int[0, int.MaxValue]).Sample((where, how, what) =>
        {
            var json = JsonNode.Parse(original)!;
            Mutate(json, where, how, what);
            return JsonNode.DeepEquals(json, JsonNode.Parse(original)) || !IsSound(Encoding.UTF8.GetBytes(json.ToJsonString()));
        }, iter: 1500);
    }

    [Fact]
    public void Any_flipped_byte_is_not_sound_or_says_the_same_and_never_faults()
    {
        using var sample = new TimelineSample(3);
        var original = sample.Export().ToBytes();
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var bytes = original.ToArray();
            bytes[at] = value;
            return !IsSound(bytes) || SaysTheSame(bytes, original);
        }, iter: 3000);
    }

    private static bool IsSound(byte[] bytes)
    {
        try
        {
            return TimelineVerifier.Verify(TimelineExport.Read(bytes)).Sound;
        }
        catch (RefusalException)
        {
            return false;
        }
    }

    private static bool SaysTheSame(byte[] bytes, byte[] original) => TimelineExport.Read(bytes).ToBytes().AsSpan().SequenceEqual(original);

    private static void Mutate(JsonNode json, int where, int how, int what)
    {
        var places = Places(json).ToArray();
        var place = places[where % places.Length];
        var siblings = places.Where(p => p != place && p.GetValueKind() == place.GetValueKind()).ToArray();
        switch (how)
        {
            case 0 when place.Parent is JsonObject o:
                o.Remove(place.GetPropertyName());
                break;
            case 0 when place.Parent is JsonArray a:
                a.Remove(place);
                break;
            case 1 when siblings.Length > 0:
                place.ReplaceWith(siblings[what % siblings.Length].DeepClone());
                break;
            case 2 when place.Parent is JsonArray a:
                a.Insert(what % (a.Count + 1), place.DeepClone());
                break;
            case 3 when place.Parent is JsonArray a:
                a.Remove(place);
                a.Insert(what % (a.Count + 1), place);
                break;
            case 4 when place is JsonObject o:
                o[$"extra{what % 7}"] = "said nowhere";
                break;
            default:
                if (place.GetValueKind() == JsonValueKind.String) place.ReplaceWith(Nudge(place.GetValue<string>(), what));
                else if (place.GetValueKind() == JsonValueKind.Number) place.ReplaceWith(place.GetValue<int>() + 1 + (what % 9));
                break;
        }
    }

    private static string Nudge(string text, int what) => text.Length == 0
        ? "x"
        : string.Concat(text.AsSpan(0, what % text.Length), ((char)('0' + (what % 10))).ToString(), text.AsSpan((what % text.Length) + 1));

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject o => o.Select(p => p.Value!),
            JsonArray a => a.Select(v => v!),
            _ => [],
        };
        return children.SelectMany(c => Places(c).Prepend(c));
    }
}
