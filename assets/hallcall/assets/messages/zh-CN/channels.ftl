# 叫号是否送达
cli-help-report-channels = 一天的叫号由哪些渠道确认送达、多快送达
cli-help-notify-test = 按平常的渠道发一条测试短信
channels-option-phone = 手机号码
channels-test-sent = 测试短信已交给发送渠道。
channels-head = { $day } 共叫号 { $calls } 次，{ $nobody } 次没有任何渠道确认
channels-line = { $channel } 确认 { $confirmed } 次，中位 { $p50 } 秒，95% 在 { $p95 } 秒内
channels-messages = 短信回执：送达 { $delivered } 条，失败 { $failed } 条
channel-wall = 大屏
channel-window = 窗口屏
channel-sms = 短信
channel-page = 手机页面
channel-pager = 震动叫号牌
channel-voice = 语音
notice-test = 【{ $hall }】这是一条测试短信，收到即表示通知正常。
