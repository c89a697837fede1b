# 语音叫号
voice-caption-call = 请 { $number } 到 { $counter } 号窗口
voice-caption-evacuate = 请马上离开大厅，跟着绿色标志走，不要乘电梯。您的号码会保留。
voice-caption-drill = 演练：请跟着绿色标志离开大厅。您的号码会保留。
error-announcer-no-zone = 这台机器没有这个区域的喇叭。

cli-help-voice = 为需要语音的区域叫号；不开就是静音叫号
cli-option-voice = 本机名称：它的一个区域，与配对时一致（角色 display）
voice-no-zone = 本机文件里没有喇叭（voice.announcer）。

cli-help-bench-voice = 计算语音叫号要排多久、要分几路喇叭。输出 JSON。
cli-option-bench-voice-rate = 全厅每分钟叫号数，可写多个
cli-option-bench-voice-minutes = 每种情况推演多少分钟
