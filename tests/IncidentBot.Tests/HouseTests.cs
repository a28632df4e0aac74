namespace IncidentBot.Tests;

public sealed class HouseTests
{
    [Fact]
    public void The_tests_run() => Assert.Equal(4, 2 + 2);
}
