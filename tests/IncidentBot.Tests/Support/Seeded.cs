using CsCheck;

namespace IncidentBot.Tests.Support;

/// <summary>Samples of a generator that are the same in every run, for properties that go through the whole host. A failure names its seed.</summary>
internal static class Seeded
{
    public static async Task CheckAsync<T>(Gen<T> gen, uint count, Func<T, Task> property, uint first = 1)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            var sample = gen.Generate(new PCG(seed), null, out _);
            try
            {
                await property(sample);
            }
            catch (Exception fault)
            {
                Assert.Fail($"Seed {seed}: {fault}");
            }
        }
    }
}
